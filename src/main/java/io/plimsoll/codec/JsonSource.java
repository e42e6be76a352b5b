package io.plimsoll.codec;

import io.plimsoll.contract.Limits;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Strict JSON over bytes: where the parser is made, and what is said of a body that it refuses. */
final class JsonSource {

    private static final int DEEPEST_NESTING = 64;
    private static final int LONGEST_NUMBER = 1000;
    private static final int LONGEST_NAME = 1000;

    /** A body of fewer bytes is read in less time than any deadline gives. */
    private static final int LARGE_BODY = 1 << 18;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            // Request threads are platform threads and stay: a buffer of their own costs no contention.
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_NESTING)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(Limits.MOST_BODY_BYTES)
                    .build())
            .build();

    private JsonSource() {}

    /** A parser of the body; that of a large one throws a {@link TimedBody.Late} once the deadline has passed. */
    static JsonParser parser(Call call, LongSupplier nanoClock) {
        return call.length() < LARGE_BODY
                ? FACTORY.createParser(ObjectReadContext.empty(), call.body(), 0, call.length())
                : FACTORY.createParser(ObjectReadContext.empty(), new TimedBody(call, nanoClock));
    }

    /** Says where a body is broken, in our words: the parser's own message holds a piece of the body. */
    static Failure malformed(JacksonException cause, JsonParser parser) {
        String what = switch (cause) {
            case DuplicateKey _ -> "the body has the same key twice in one object";
            case TrailingText _ -> "the body goes on after its JSON value";
            case StreamConstraintsException _ ->
                "the body breaks a limit: at most " + DEEPEST_NESTING + " levels deep, " + LONGEST_NUMBER
                        + " digits a number, " + LONGEST_NAME + " characters a name";
            default -> "the body is not valid JSON" + found(cause.getOriginalMessage());
        };
        // A broken limit has no place of its own.
        TokenStreamLocation where = cause.getLocation() == null ? parser.currentLocation() : cause.getLocation();
        return new Failure.MalformedJson(
                what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")");
    }

    /** What the parser stumbled over, told by how its message begins; words of our own, nothing of the body. */
    private static String found(String message) {
        if (message.startsWith("Non-standard token") || message.startsWith("Unrecognized token 'nan'")) {
            return ": NaN and Infinity are not JSON; leave the field out or send null";
        }
        if (message.startsWith("Unrecognized token")) {
            return ": a word that is not JSON; true, false and null are written in lower case, texts in quotes";
        }
        if (message.startsWith("Unexpected character (''' (code 39))")) {
            return ": a single quote; names and texts are written in double quotes";
        }
        if (message.startsWith("Unexpected character ('}' (code 125)): was expecting double-quote")
                || message.startsWith("Unexpected character (']' (code 93)): expected a value")) {
            return ": a comma with nothing behind it";
        }
        return "";
    }

    /** Reads past the value that starts with the current token, as strictly as if it were wanted. */
    static void skip(JsonParser parser, JsonToken first) {
        if (!first.isStructStart()) {
            return;
        }
        var names = new ArrayDeque<Set<String>>();
        JsonToken token = first;
        do {
            switch (token) {
                case START_OBJECT -> names.push(new HashSet<>());
                case START_ARRAY -> names.push(Set.of());
                case END_OBJECT, END_ARRAY -> names.pop();
                case PROPERTY_NAME -> {
                    if (!names.element().add(parser.currentName())) {
                        throw new DuplicateKey(parser);
                    }
                }
                default -> {
                    // A value with nothing inside.
                }
            }
            if (names.isEmpty()) {
                return;
            }
            token = parser.nextToken();
        } while (token != null);
    }

    /** The same key twice in one object; carries the place, never the key. */
    static final class DuplicateKey extends StreamReadException {

        private static final long serialVersionUID = 1L;

        DuplicateKey(JsonParser parser) {
            super(parser, "duplicate key");
        }
    }

    /** Something behind the one value that a body is. */
    static final class TrailingText extends StreamReadException {

        private static final long serialVersionUID = 1L;

        TrailingText(JsonParser parser) {
            super(parser, "trailing text");
        }
    }
}
