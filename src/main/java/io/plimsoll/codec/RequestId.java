package io.plimsoll.codec;

import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The caller's own name for a row: the only value of a caller that is ever answered, and so kept harmless. */
final class RequestId {

    private static final int LONGEST = 64;

    /** What its field's type leaves to refuse of a text: a number that the type takes may be answered. */
    static final Violation VIOLATION =
            new Violation(Rule.PATTERN, "[!-~]{1,64}", "must be 1 to 64 visible ASCII characters");

    private RequestId() {}

    /** The id that the parser stands on, as JSON text; null if it may not be answered. */
    static @Nullable String json(JsonParser parser, JsonToken token, NumberText number) {
        if (token.isNumeric()) {
            number.take(parser);
            return number.wholeness() == NumberText.Wholeness.WHOLE ? Long.toString(number.toLong()) : null;
        }
        return token == JsonToken.VALUE_STRING ? quoted(parser.getString()) : null;
    }

    private static @Nullable String quoted(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return null;
        }
        var json = new StringBuilder(id.length() + 2).append('"');
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < '!' || c > '~') {
                return null;
            }
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c);
        }
        return json.append('"').toString();
    }
}
