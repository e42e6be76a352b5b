package io.plimsoll.lifecycle;

import io.plimsoll.contract.NearestName;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden rows of a package, and what is wrong with the file that holds them. */
record GoldenRows(List<GoldenRow> rows, List<String> problems) {

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_PROBLEMS = 20;
    private static final List<String> KEYS = List.of("inputs", "expect", "confidence", "explanation", "refuse", "note");
    /** Words that other tools use for the same, and that no typing error explains. */
    private static final Map<String, String> SYNONYMS = Map.of(
            "input", "inputs",
            "features", "inputs",
            "output", "expect",
            "outputs", "expect",
            "result", "expect",
            "results", "expect");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern NOT_FINITE = Pattern.compile("'([+-]?(?:NaN|Infinity|INF))'");

    /** Reads JSON as strictly as the request path does, and keeps decimals as they were written. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    GoldenRows {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** Reads a file of one JSON object a line; blank lines are skipped. */
    static GoldenRows read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (Files.size(file) > MOST_BYTES) {
            return new GoldenRows(List.of(), List.of(name + " is larger than 64 MiB"));
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            return new GoldenRows(List.of(), List.of(name + " is not UTF-8 text"));
        }
        if (!lines.isEmpty() && lines.getFirst().startsWith(BYTE_ORDER_MARK)) {
            return new GoldenRows(
                    List.of(), List.of(name + " begins with a byte order mark; save it as UTF-8 without one"));
        }
        var rows = new ArrayList<GoldenRow>();
        var problems = new ArrayList<String>();
        for (int i = 0; i < lines.size() && problems.size() < MOST_PROBLEMS; i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                rows.add(row(i + 1, lines.get(i)));
            } catch (UnexpectedEndOfInputException unfinished) {
                problems.add(name + ":" + (i + 1) + ": the line ends within its object; write one JSON object a line");
                // The next lines are the rest of this object, and would only be blamed for it.
                break;
            } catch (JacksonException | IllegalArgumentException wrong) {
                problems.add(name + ":" + (i + 1) + ": " + reason(wrong));
            }
        }
        return new GoldenRows(rows, problems);
    }

    private static String reason(RuntimeException wrong) {
        if (!(wrong instanceof JacksonException json)) {
            return String.valueOf(wrong.getMessage());
        }
        Matcher notFinite = NOT_FINITE.matcher(json.getOriginalMessage());
        return notFinite.find()
                ? notFinite.group(1) + " is not JSON; leave the field out or write null"
                : json.getOriginalMessage();
    }

    private static GoldenRow row(int line, String text) {
        JsonNode node = JSON.readTree(text);
        if (!node.isObject()) {
            throw new IllegalArgumentException("expected an object with inputs and expect, or inputs and refuse");
        }
        for (String key : node.propertyNames()) {
            if (!KEYS.contains(key)) {
                String meant = SYNONYMS.getOrDefault(key, NearestName.among(KEYS, key));
                throw new IllegalArgumentException("unknown key " + key + "; "
                        + (meant == null ? "" : "did you mean " + meant + "? ")
                        + "known are " + String.join(", ", KEYS));
            }
        }
        JsonNode inputs = node.get("inputs");
        if (inputs == null || !inputs.isObject()) {
            throw new IllegalArgumentException("inputs must be an object");
        }
        return new GoldenRow(line, JSON.writeValueAsBytes(inputs), node.has("refuse") ? refusal(node) : answer(node));
    }

    private static Expectation refusal(JsonNode node) {
        JsonNode refuse = node.get("refuse");
        if (node.has("expect") || !refuse.isArray() || refuse.isEmpty()) {
            throw new IllegalArgumentException("refuse is a list of field names, and stands without expect");
        }
        Set<String> fields = new LinkedHashSet<>();
        refuse.forEach(field -> fields.add(field.asString()));
        return new Expectation.Refuses(fields);
    }

    private static Expectation answer(JsonNode node) {
        JsonNode expect = node.get("expect");
        if (expect == null || !expect.isObject()) {
            throw new IllegalArgumentException("expect must be an object with every result of the contract");
        }
        return new Expectation.Answers(expect, value(node, "confidence"), value(node, "explanation"));
    }

    private static @Nullable JsonNode value(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }
}
