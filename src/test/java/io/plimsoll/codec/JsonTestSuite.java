package io.plimsoll.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of the public JSON Parsing Test Suite, as {@code json-test-suite/README.md} tells of them. */
public final class JsonTestSuite {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonTestSuite() {}

    /**
     * One document.
     *
     * @param name what is special about it, behind the letter of its verdict
     */
    public record Document(String name, byte[] bytes) {

        /** Whether it is no JSON. */
        public boolean broken() {
            return name.startsWith("n_");
        }

        /** Whether it is JSON. */
        public boolean sound() {
            return name.startsWith("y_");
        }

        /** Whether parsers may take it or not. */
        public boolean undecided() {
            return name.startsWith("i_");
        }

        /** Whether it is JSON that has a key twice, which a strict reader refuses all the same. */
        public boolean keyTwice() {
            return name.startsWith("y_object_duplicated_key");
        }

        /** A body that has the document between two pieces of text. */
        public byte[] within(String before, String after) {
            var body = new ByteArrayOutputStream();
            body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bytes);
            body.writeBytes(after.getBytes(StandardCharsets.UTF_8));
            return body.toByteArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Document> documents() {
        try (InputStream in = JsonTestSuite.class.getResourceAsStream("/json-test-suite/documents.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .map(line -> new Document(line.path("name").stringValue(), bytes(line)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those whose names begin so: {@code n_}, {@code y_} or {@code i_}, or more of them. */
    public static Stream<Document> documents(String beginning) {
        return documents().stream().filter(document -> document.name.startsWith(beginning));
    }

    private static byte[] bytes(JsonNode line) {
        if (line.has("hex")) {
            return HexFormat.of().parseHex(line.path("hex").stringValue());
        }
        String text = line.path("text").stringValue().repeat(line.path("times").intValue(1));
        return (text + line.path("end").stringValue("")).getBytes(StandardCharsets.UTF_8);
    }
}
