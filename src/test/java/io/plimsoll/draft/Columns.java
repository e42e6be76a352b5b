package io.plimsoll.draft;

import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Short ways to columns and graphs, for tests. */
final class Columns {

    /** An open axis. */
    static final long N = -1;

    private Columns() {}

    /** A column of CSV. */
    static Column of(String name, String... values) {
        return new Column(name, Arrays.stream(values).map(Cell::of).toList());
    }

    /** A column whose rows hold lists of numbers. */
    static Column ofLists(String name, String... values) {
        return new Column(
                name,
                Arrays.stream(values)
                        .map(row -> (Cell) new Cell.Items(
                                Arrays.stream(row.split(",")).map(Cell::of).toList()))
                        .toList());
    }

    static Table table(Column... columns) {
        return new Table(List.of(columns), columns[0].cells().size(), null);
    }

    static Value.Tensor tensor(ElementType element, long... shape) {
        return new Value.Tensor(
                element, LongStream.of(shape).mapToObj(Dimension::new).toList(), true);
    }

    static Signature graph(Map<String, Value> inputs) {
        return new Signature(inputs, Map.of("y", tensor(ElementType.FLOAT, N, 1)), Set.of());
    }

    /** A graph whose inputs have these names and shapes, in this order. */
    static Signature floats(Object... namesAndWidths) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWidths.length; i += 2) {
            inputs.put((String) namesAndWidths[i], tensor(ElementType.FLOAT, N, (int) namesAndWidths[i + 1]));
        }
        return graph(inputs);
    }
}
