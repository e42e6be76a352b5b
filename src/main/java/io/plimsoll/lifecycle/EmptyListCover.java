package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.ListType;
import io.plimsoll.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells which lists may be empty by the contract without a golden row that proves it: many graphs fail on an axis of
 * length 0, and many exporters write it so.
 */
final class EmptyListCover {

    private EmptyListCover() {}

    /** A problem for each such list. */
    static List<String> problems(Contract contract, List<GoldenRow> rows) {
        List<JsonNode> answered = rows.stream()
                .filter(GoldenRow::answers)
                .map(row -> GoldenRows.JSON.readTree(row.inputs()))
                .toList();
        var problems = new ArrayList<String>();
        for (Field field : contract.inputFields()) {
            if (mayBeEmpty(field) && answered.stream().noneMatch(inputs -> isEmpty(inputs.get(field.name())))) {
                problems.add("min_items: 0 of " + field.name()
                        + " needs a golden row that is answered with the list empty; add one, or write min_items: 1");
            }
        }
        return problems;
    }

    /** A problem for each list that may be empty by the contract, and whose emptiness would end the process. */
    static List<String> deadly(Contract contract, Graph graph) {
        return graph.abortingOnEmpty().isEmpty()
                ? List.of()
                : contract.inputFields().stream()
                        .filter(EmptyListCover::mayBeEmpty)
                        .map(field ->
                                "min_items: 0 of " + field.name() + " cannot be served: the graph has the operator "
                                        + String.join(", ", graph.abortingOnEmpty())
                                        + ", which ends the process on an empty list; write min_items: 1")
                        .toList();
    }

    private static boolean mayBeEmpty(Field field) {
        return field.type() instanceof ListType list && list.minItems() == 0;
    }

    /** A list that is left out counts as empty: only a field whose default is that may be left out. */
    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isEmpty();
    }
}
