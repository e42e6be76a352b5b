package io.plimsoll.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The golden rows of the sample models, and how near an answer must come to what they expect. */
final class GoldenRows {

    /** Answers are rounded; how near they come to the training framework's is tested elsewhere. */
    private static final double TOLERANCE = 1e-3;

    private final Path models;
    private final ObjectMapper json;

    GoldenRows(Path models, ObjectMapper json) {
        this.models = models;
        this.json = json;
    }

    /** The names of the sample models. */
    List<String> models() throws IOException {
        return names(models);
    }

    /** The samples number their versions. */
    String newest(String model) throws IOException {
        return names(models.resolve(model).resolve("versions")).stream()
                .max(Comparator.comparingInt(Integer::parseInt))
                .orElseThrow();
    }

    /** The rows of a model's newest version that are answered, in their order. */
    List<JsonNode> of(String model) throws IOException {
        Path samples =
                models.resolve(model).resolve("versions").resolve(newest(model)).resolve("samples.jsonl");
        var rows = new ArrayList<JsonNode>();
        for (String line : Files.readAllLines(samples)) {
            JsonNode row = json.readTree(line);
            if (row.has("expect")) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw new AssertionError("no golden row in " + samples);
        }
        return rows;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Fails unless all of an answer's part is as expected, and nothing else is in it. */
    void compare(String place, JsonNode expected, Object part) {
        JsonNode found = json.valueToTree(part);
        if (expected.isNumber()) {
            double slack = TOLERANCE * (1 + Math.abs(expected.doubleValue()));
            // Written so that NaN and what is no number fail too.
            if (!(found.isNumber() && Math.abs(found.doubleValue() - expected.doubleValue()) <= slack)) {
                throw new AssertionError(place + " is " + found + ", expected " + expected);
            }
        } else if (expected.isContainerNode()) {
            equal("size of " + place, expected.size(), found.size());
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                compare(place + "." + member.getKey(), member.getValue(), found.path(member.getKey()));
            }
            for (int i = 0; expected.isArray() && i < expected.size(); i++) {
                compare(place + "[" + i + "]", expected.get(i), found.path(i));
            }
        } else {
            equal(place, expected, found);
        }
    }

    static void equal(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError(what + " is " + found + ", expected " + expected);
        }
    }
}
