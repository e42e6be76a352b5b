package io.plimsoll.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Different bodies of a wanted size, mixed from the golden rows of a package that are answered. */
record GoldenMix(List<ObjectNode> rows) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BODIES = 120;
    private static final int SEED = 20;

    /** Takes the rows that are like traffic: their notes begin alike, those of rows that show an edge do not. */
    static GoldenMix of(Path folder, String note) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("samples.jsonl"))) {
            return new GoldenMix(lines.map(JSON::readTree)
                    .filter(row -> row.has("expect"))
                    .filter(row -> row.path("note").asString("").startsWith(note))
                    .map(row -> (ObjectNode) row.get("inputs"))
                    .toList());
        }
    }

    /** Each field's value is that field's value in some row. */
    List<byte[]> fields() {
        return bodies((random, body) -> {
            for (String field : List.copyOf(body.propertyNames())) {
                JsonNode value = any(rows, random).get(field);
                if (value != null) {
                    body.set(field, value);
                }
            }
        });
    }

    /** A row's other fields with a list of so many items, each from the list of some row. */
    List<byte[]> lists(String field, int items) {
        List<JsonNode> all =
                rows.stream().flatMap(row -> row.path(field).valueStream()).toList();
        return bodies((random, body) -> {
            ArrayNode list = body.putArray(field);
            for (int item = 0; item < items; item++) {
                list.add(any(all, random));
            }
        });
    }

    /** Texts of some rows, one after the other, cut after so many characters. */
    List<byte[]> texts(String field, int characters) {
        List<String> all = rows.stream().map(row -> row.path(field).asString()).toList();
        return bodies((random, body) -> {
            var text = new StringBuilder();
            while (text.codePointCount(0, text.length()) < characters) {
                text.append(any(all, random)).append(' ');
            }
            text.setLength(text.offsetByCodePoints(0, characters));
            body.put(field, text.toString());
        });
    }

    /** What makes a body of a copy of a row. */
    private interface Change {
        void apply(Random random, ObjectNode body);
    }

    private List<byte[]> bodies(Change change) {
        var random = new Random(SEED);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            ObjectNode body = any(rows, random).deepCopy();
            change.apply(random, body);
            bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
