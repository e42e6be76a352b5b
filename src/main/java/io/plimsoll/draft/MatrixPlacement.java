package io.plimsoll.draft;

import io.plimsoll.draft.Column.Kind;
import java.util.ArrayList;
import java.util.List;

/** Decides which matrices of the graph take the columns that nothing else took, in the order of the data. */
final class MatrixPlacement {

    private static final String IN_ORDER = "the columns in the order of the data";

    /**
     * A matrix and what fills it.
     *
     * @param columns from left to right
     * @param remark what is guessed
     */
    record Filled(String tensor, List<Column> columns, String remark) {

        Filled {
            columns = List.copyOf(columns);
        }
    }

    private final GraphInputs inputs;
    private final List<String> matrices;

    /**
     * Matrices that nothing fills yet.
     *
     * @param matrices inputs of the graph, in its order
     */
    MatrixPlacement(GraphInputs inputs, List<String> matrices) {
        this.inputs = inputs;
        this.matrices = matrices;
    }

    /** The matrices that the columns fill: all of them where their widths add up, else the first. */
    List<Filled> of(List<Column> columns) {
        if (matrices.isEmpty() || columns.isEmpty()) {
            return List.of();
        }
        boolean told = matrices.stream().allMatch(tensor -> inputs.width(tensor) > 0);
        int widths = matrices.stream().mapToInt(inputs::width).sum();
        return matrices.size() > 1 && told && widths == columns.size()
                ? dealt(columns)
                : List.of(fitting(matrices.getFirst(), columns));
    }

    private List<Filled> dealt(List<Column> columns) {
        var filled = new ArrayList<Filled>();
        int from = 0;
        for (String tensor : matrices) {
            int to = from + inputs.width(tensor);
            filled.add(new Filled(
                    tensor,
                    columns.subList(from, to),
                    "the columns in their order, dealt out in the order of the graph's inputs"));
            from = to;
        }
        return filled;
    }

    /** All columns, but what does not look like an input if they are too many. */
    private Filled fitting(String tensor, List<Column> columns) {
        int width = inputs.width(tensor);
        List<Column> named = columns.stream().filter(column -> !isIndex(column)).toList();
        List<Column> numbers =
                named.stream().filter(column -> column.kind() != Kind.WORDS).toList();
        for (List<Column> some : List.of(columns, named, numbers)) {
            if (width < 0 || MatrixGuess.of(some, inputs.element(tensor), width) != null) {
                return new Filled(
                        tensor, some, some.size() == columns.size() ? IN_ORDER : IN_ORDER + ", of those that fit");
            }
        }
        return new Filled(
                tensor, columns, columns.size() + " columns for " + width + " places; take out what is no input");
    }

    /** Whether it is the row number that pandas writes. */
    private static boolean isIndex(Column column) {
        return column.name().isEmpty() || column.name().equals("Unnamed: 0");
    }
}
