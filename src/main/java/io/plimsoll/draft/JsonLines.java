package io.plimsoll.draft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one JSON object a line; its members are the row's values, lists and records among them. */
final class JsonLines {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path file;
    private final int mostCells;
    private final Map<String, List<Cell>> columns = new LinkedHashMap<>();
    private int rows;
    private int cells;

    JsonLines(Path file, int mostCells) {
        this.file = file;
        this.mostCells = mostCells;
    }

    Table read(Reader text) throws IOException, Undraftable {
        var lines = new BufferedReader(text);
        int number = 0;
        @Nullable String line = lines.readLine();
        while (line != null && cells < mostCells) {
            number++;
            if (!line.isBlank()) {
                JsonNode row = row(number, line);
                long width = width(row);
                if (width > TableReader.MOST_COLUMNS) {
                    throw TableReader.tooWide(file + ":" + number + ":", width);
                }
                if (width * (rows + 1) > mostCells) {
                    break;
                }
                add(row);
            }
            line = lines.readLine();
        }
        @Nullable String unread = line == null ? null : "only the first " + rows + " rows of " + file + " were read";
        if (columns.isEmpty()) {
            throw new Undraftable(file + " holds no rows; each line is a JSON object");
        }
        return new Table(
                columns.entrySet().stream()
                        .map(column -> new Column(column.getKey(), column.getValue()))
                        .toList(),
                rows,
                unread);
    }

    private JsonNode row(int number, String line) throws Undraftable {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException wrong) {
            throw new Undraftable(file + ":" + number + ": " + wrong.getOriginalMessage());
        }
        if (!node.isObject()) {
            throw new Undraftable(file + ":" + number + ": expected a JSON object");
        }
        // Escaped in the data, where no reader of UTF-8 finds it.
        @Nullable
        String illegible = texts(node)
                .map(Illegible::in)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (illegible != null) {
            throw new Undraftable(file + ":" + number + ": " + illegible);
        }
        return node;
    }

    /** All texts in a value, names of members too. */
    private static Stream<String> texts(JsonNode node) {
        return node.isString()
                ? Stream.of(node.stringValue())
                : Stream.concat(
                        node.propertyNames().stream(), node.valueStream().flatMap(JsonLines::texts));
    }

    /** Columns of the table with the row in it; what a row leaves out takes a cell as well. */
    private long width(JsonNode row) {
        return columns.size()
                + row.propertyNames().stream()
                        .filter(name -> !columns.containsKey(name))
                        .count();
    }

    private void add(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            List<Cell> column = columns.computeIfAbsent(member.getKey(), name -> new ArrayList<>());
            fill(column);
            column.add(cell(member.getValue()));
        }
        rows++;
        columns.values().forEach(this::fill);
    }

    /** Rows that did not have the member have nothing there. */
    private void fill(List<Cell> column) {
        while (column.size() < rows) {
            column.add(Cell.Missing.CELL);
        }
    }

    private Cell cell(JsonNode node) {
        cells++;
        if (node.isNull()) {
            return Cell.Missing.CELL;
        }
        if (node.isArray()) {
            return new Cell.Items(node.valueStream().map(this::cell).toList());
        }
        if (node.isObject()) {
            Map<String, Cell> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), cell(member.getValue())));
            return new Cell.Members(members);
        }
        if (node.isBoolean()) {
            return new Cell.Flag(node.booleanValue(), node.asString());
        }
        if (node.isNumber()) {
            return new Cell.Number(node.asString());
        }
        String text = node.stringValue();
        return text.isBlank() ? Cell.Missing.CELL : new Cell.Word(text);
    }
}
