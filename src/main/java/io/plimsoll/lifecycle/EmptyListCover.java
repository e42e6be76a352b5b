package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.ListType;
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
            boolean mayBeEmpty = field.type() instanceof ListType list && list.minItems() == 0;
            if (mayBeEmpty && answered.stream().noneMatch(inputs -> isEmpty(inputs.get(field.name())))) {
                problems.add("min_items: 0 of " + field.name()
                        + " needs a golden row that is answered with the list empty; add one, or write min_items: 1");
            }
        }
        return problems;
    }

    /** A list that is left out counts as empty: only a field whose default is that may be left out. */
    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isEmpty();
    }
}
