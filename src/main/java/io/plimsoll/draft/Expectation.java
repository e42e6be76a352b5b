package io.plimsoll.draft;

import io.plimsoll.contract.Results.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a row of the data says that a result should be, as it stands in a golden row. */
final class Expectation {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Expectation() {}

    /** Why such columns cannot say what a result should be, or null if they can. */
    static @Nullable String problem(Form form, List<Column> columns, List<String> labels) {
        boolean one = columns.size() == 1;
        return switch (form) {
            case Form.Top top
            when !spread(columns, top.labels().size()) -> counted(top.labels().size());
            case Form.Scores scores
            when !one && columns.size() != labels.size() ->
                "say its labels by --labels, one a column and in their order";
            case Form.Scores scores
            when one && columns.getFirst().kind() != Column.Kind.RECORDS ->
                "it has a score a label; name as many columns as --labels, or one that holds objects";
            case Form.Vector vector -> null;
            case Form.Top top -> null;
            case Form.Scores scores -> null;
            case Form.PerItem items -> one ? null : counted(1);
            case Form.TopItems items -> one ? null : counted(1);
            case Form.Number number -> one ? null : counted(1);
            case Form.Whole whole -> one ? null : counted(1);
            case Form.Flag flag -> one ? null : counted(1);
            case Form.Text text -> one ? null : counted(1);
            case Form.Label label -> one ? null : counted(1);
            case Form.Bands bands -> one ? null : counted(1);
            case Form.Nested nested -> throw new IllegalArgumentException("a draft has no nested lists");
        };
    }

    private static boolean spread(List<Column> columns, int count) {
        return columns.size() == count
                || (columns.size() == 1 && columns.getFirst().kind() == Column.Kind.LISTS);
    }

    private static String counted(int columns) {
        return "name " + columns + (columns == 1 ? " column" : " columns") + " that hold what it should be";
    }

    /** The expectation, or null where the row has none. */
    static @Nullable JsonNode of(Form form, List<Column> columns, int row, List<String> labels) {
        List<Cell> cells =
                columns.stream().map(column -> column.cells().get(row)).toList();
        if (cells.stream().anyMatch(Cell.Missing.class::isInstance)) {
            return null;
        }
        Cell first = cells.getFirst();
        return switch (form) {
            case Form.Top top -> best(top, values(cells));
            case Form.Vector vector -> numbers(values(cells));
            case Form.Scores scores -> scores(cells, labels);
            case Form.PerItem items
            when first instanceof Cell.Items list -> {
                ArrayNode entries = JSON.arrayNode();
                list.list().forEach(item -> entries.add(single(items.each(), item)));
                yield entries;
            }
            case Form.Number _,
                    Form.Whole _,
                    Form.Flag _,
                    Form.Text _,
                    Form.Label _,
                    Form.Bands _,
                    Form.PerItem _,
                    Form.TopItems _,
                    Form.Nested _ -> single(form, first);
        };
    }

    /** The largest number of an expectation, or null if something in it is no number. */
    static @Nullable JsonNode largest(JsonNode expected) {
        List<JsonNode> numbers = expected.values().stream()
                .map(each -> each.isObject() ? each.path("score") : each)
                .toList();
        return numbers.stream().allMatch(JsonNode::isNumber)
                ? numbers.stream()
                        .max(Comparator.comparing(JsonNode::decimalValue))
                        .orElse(null)
                : null;
    }

    private static JsonNode single(Form form, Cell cell) {
        return switch (form) {
            case Form.Number number -> JsonValue.number(cell);
            case Form.Whole whole -> JsonValue.whole(cell);
            case Form.Flag flag -> JsonValue.flag(cell);
            case Form.Label label -> JSON.stringNode(label(label, cell));
            case Form.Text _,
                    Form.Bands _,
                    Form.Vector _,
                    Form.Scores _,
                    Form.Top _,
                    Form.PerItem _,
                    Form.TopItems _,
                    Form.Nested _ -> JSON.stringNode(cell.written());
        };
    }

    /** A code is as good as its label. */
    private static String label(Form.Label label, Cell cell) {
        boolean code = cell instanceof Cell.Number number
                && number.whole()
                && number.small()
                && !label.labels().containsValue(cell.written());
        return code && cell instanceof Cell.Number number
                ? label.labels().getOrDefault(number.value().longValue(), cell.written())
                : cell.written();
    }

    /** One value a column, or those of the only column. */
    private static List<Cell> values(List<Cell> cells) {
        return cells.size() == 1 && cells.getFirst() instanceof Cell.Items items ? items.list() : cells;
    }

    private static ArrayNode numbers(List<Cell> cells) {
        ArrayNode numbers = JSON.arrayNode();
        cells.forEach(cell -> {
            if (cell instanceof Cell.Items nested) {
                nested.list().forEach(each -> numbers.add(JsonValue.number(each)));
            } else {
                numbers.add(JsonValue.number(cell));
            }
        });
        return numbers;
    }

    private static ArrayNode best(Form.Top top, List<Cell> scores) {
        var entries = new ArrayList<ObjectNode>();
        for (int i = 0; i < Math.min(scores.size(), top.labels().size()); i++) {
            ObjectNode entry = JSON.objectNode();
            entry.put("label", top.labels().get(i));
            entry.set("score", JsonValue.number(scores.get(i)));
            entries.add(entry);
        }
        entries.sort(Comparator.comparingDouble(
                        (ObjectNode entry) -> entry.path("score").doubleValue(0))
                .reversed());
        return JSON.arrayNode().addAll(entries);
    }

    private static ObjectNode scores(List<Cell> cells, List<String> labels) {
        ObjectNode scores = JSON.objectNode();
        if (cells.getFirst() instanceof Cell.Members members) {
            members.byName().forEach((label, score) -> scores.set(label, JsonValue.number(score)));
        } else {
            for (int i = 0; i < cells.size(); i++) {
                scores.set(labels.get(i), JsonValue.number(cells.get(i)));
            }
        }
        return scores;
    }
}
