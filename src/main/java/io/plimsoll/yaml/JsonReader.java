package io.plimsoll.yaml;

import io.plimsoll.contract.Problem.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON text strictly into the nodes of the contract's own text, so that both are read and complained about in
 * the same words: a list or an object of single values.
 */
final class JsonReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final String file;
    private final Findings findings;
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

    JsonReader(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The only value of the text, or null, with a problem, if there is none. */
    @Nullable
    YamlNode read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            findings.problem(new Position(file, 1, 1), "the file is not UTF-8");
            return null;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        }
    }

    private @Nullable YamlNode document(JsonParser parser) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                findings.problem(new Position(file, 1, 1), "the file is empty");
                return null;
            }
            YamlNode root = switch (first) {
                case START_ARRAY -> list(parser);
                case START_OBJECT -> object(parser);
                default -> single(parser);
            };
            if (parser.nextToken() != null) {
                findings.problem(position(parser.currentTokenLocation()), "the file goes on after its JSON value");
                return null;
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            findings.problem(position(where), reason(e));
            return null;
        }
    }

    private static String reason(JacksonException e) {
        return e instanceof UnexpectedEndOfInputException
                ? "the file ends within its JSON value"
                : "not JSON: " + e.getOriginalMessage();
    }

    private YamlNode list(JsonParser parser) {
        Position where = position(parser.currentTokenLocation());
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(single(parser));
        }
        return new YamlNode.Sequence(where, items);
    }

    private YamlNode object(JsonParser parser) {
        Position where = position(parser.currentTokenLocation());
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = new YamlNode.Scalar(position(parser.currentTokenLocation()), parser.currentName(), false);
            checkText(key);
            Position first = seen.putIfAbsent(key.text(), key.where());
            parser.nextToken();
            YamlNode value = single(parser);
            if (first == null) {
                entries.add(new YamlNode.Entry(key, value));
            } else {
                findings.problem(key.where(), "the key " + key.found() + " a second time; the first is at " + first);
            }
        }
        return new YamlNode.Mapping(where, entries);
    }

    /** A value without parts; of one with parts only what kind it is. */
    private YamlNode single(JsonParser parser) {
        Position where = position(parser.currentTokenLocation());
        return switch (parser.currentToken()) {
            case START_ARRAY -> {
                parser.skipChildren();
                yield new YamlNode.Sequence(where, List.of());
            }
            case START_OBJECT -> {
                parser.skipChildren();
                yield new YamlNode.Mapping(where, List.of());
            }
            case VALUE_STRING -> {
                var text = new YamlNode.Scalar(where, parser.getString(), false);
                checkText(text);
                yield text;
            }
            default -> new YamlNode.Scalar(where, parser.getString(), true);
        };
    }

    /** An escape can write half a character, which no request can hold and no answer can send. */
    private void checkText(YamlNode.Scalar text) {
        if (!utf8.canEncode(text.text())) {
            findings.problem(text.where(), "half of a surrogate pair, which is no text");
        }
    }

    private Position position(TokenStreamLocation where) {
        return new Position(file, where.getLineNr(), where.getColumnNr());
    }
}
