package io.plimsoll.draft;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.draft.InputsDraft.Drafted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drafts golden rows: rows of the data, with what the training framework answers to them. */
final class GoldenDraft {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Table table;
    private final List<Drafted> fields;
    private final ResultsDraft.Drafted results;
    private final List<String> labels;

    /**
     * Golden rows that are not written yet.
     *
     * @param fields all that a caller sends, context included
     */
    GoldenDraft(Table table, List<Drafted> fields, ResultsDraft.Drafted results, List<String> labels) {
        this.table = table;
        this.fields = fields;
        this.results = results;
        this.labels = labels;
    }

    /** One JSON object a line; none if the data do not say what is expected. */
    List<String> lines(Remarks remarks) {
        if (results.expected().isEmpty()) {
            return List.of();
        }
        List<String> without = fields.stream()
                .filter(drafted ->
                        drafted.column() == null && drafted.input().field().required())
                .map(drafted -> drafted.input().field().name())
                .toList();
        if (!without.isEmpty()) {
            remarks.note("No golden rows: the data have nothing for " + String.join(", ", without) + '.');
            return List.of();
        }
        List<Integer> usable =
                IntStream.range(0, table.rows()).filter(this::usable).boxed().toList();
        if (usable.size() < table.rows()) {
            remarks.note((table.rows() - usable.size()) + " of " + table.rows()
                    + " rows cannot be golden rows: a value that is required is not there.");
        }
        if (usable.isEmpty()) {
            return List.of();
        }
        Column classes = results.expected()
                .getOrDefault(results.results().list().getFirst().name(), List.of())
                .getFirst();
        return GoldenSelection.of(usable, columns(), classes).stream()
                .map(this::line)
                .toList();
    }

    private List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (Drafted drafted : fields) {
            if (drafted.column() != null) {
                columns.add(drafted.column());
            }
        }
        return columns;
    }

    private boolean usable(int row) {
        boolean complete =
                fields.stream().noneMatch(drafted -> drafted.input().field().required() && nothing(cell(drafted, row)));
        return complete && results.results().list().stream().allMatch(result -> expected(result, row) != null);
    }

    /** A list without items is none, as long as the contract wants one item at least. */
    private static boolean nothing(Cell cell) {
        return cell instanceof Cell.Missing
                || (cell instanceof Cell.Items items && items.list().isEmpty());
    }

    private static Cell cell(Drafted drafted, int row) {
        return drafted.column() == null
                ? Cell.Missing.CELL
                : drafted.column().cells().get(row);
    }

    private @Nullable JsonNode expected(Result result, int row) {
        List<Column> columns = results.expected().getOrDefault(result.name(), List.of());
        return Expectation.of(result.form(), columns, row, labels);
    }

    /** The largest of what is expected of the output that the confidence is drawn from, or null if none of it is. */
    private @Nullable JsonNode confidence(int row) {
        Confidence confidence = results.results().confidence();
        if (confidence == null) {
            return null;
        }
        return results.results().list().stream()
                .filter(result -> result.from().equals(confidence.from()))
                .findFirst()
                .map(result -> expected(result, row))
                .map(Expectation::largest)
                .orElse(null);
    }

    private String line(int row) {
        ObjectNode line = JSON.createObjectNode();
        ObjectNode inputs = line.putObject("inputs");
        for (Drafted drafted : fields) {
            Field field = drafted.input().field();
            Cell cell = cell(drafted, row);
            if (!(cell instanceof Cell.Missing)) {
                inputs.set(field.name(), JsonValue.of(cell, field.type()));
            }
        }
        ObjectNode expect = line.putObject("expect");
        for (Result result : results.results().list()) {
            JsonNode expected = expected(result, row);
            if (expected != null) {
                expect.set(result.name(), expected);
            }
        }
        JsonNode confidence = confidence(row);
        if (confidence != null) {
            line.set("confidence", confidence);
        }
        line.put("note", "row " + (row + 1) + " of the data");
        return JSON.writeValueAsString(line);
    }
}
