package io.plimsoll.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract that was held against its graph: how each graph input is filled, and where each result is found.
 *
 * @param inputs the graph inputs to fill, in graph order
 * @param outputs the names of the graph outputs to ask for; an {@link OutputRef} points into this list
 * @param results one entry a result of the contract, in its order
 * @param outcome where feedback reads the outcome, if not from a result
 */
public record Binding(
        Contract contract,
        Signature signature,
        RowMode rows,
        List<InputTensor> inputs,
        List<String> outputs,
        List<BoundResult> results,
        @Nullable OutputRef confidence,
        @Nullable OutputRef contributions,
        @Nullable OutputRef outcome) {

    public Binding {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        results = List.copyOf(results);
    }

    /** How the rows of a request share runs. */
    public enum RowMode {
        /** Any number of rows a run. */
        TOGETHER,
        /** The graph's first dimension is fixed at 1. */
        ONE_BY_ONE,
        /** A synthesised contract: a request is a run, its tensors carry the first axis themselves. */
        WHOLE
    }

    /**
     * One graph input.
     *
     * @param items the axis after the rows on which the items of a list stand, or null
     * @param trailing the fixed axes after rows and items; empty for a tensor of shape [N] or [N, L]
     * @param width the columns of one row, or of one item: the product of {@code trailing}
     */
    public record InputTensor(
            String name, ElementType element, @Nullable ItemAxis items, List<Integer> trailing, int width, Fill fill) {

        public InputTensor {
            trailing = List.copyOf(trailing);
        }

        /** The fields that fill it, where fields do. */
        public List<Move> moves() {
            return fill instanceof Fill.Columns(List<Move> moves) ? moves : List.of();
        }
    }

    /**
     * The axis of a list's items.
     *
     * @param list the slot of the list
     * @param length how long the graph wants it, or -1 for as long as the longest list of the run
     */
    public record ItemAxis(int list, int length) {

        /** Stands for a length that the run decides. */
        public static final int OPEN = -1;
    }

    /** What a graph input is filled with. */
    public sealed interface Fill {

        /** Fields, which together fill each column exactly once. */
        record Columns(List<Move> moves) implements Fill {

            public Columns {
                moves = List.copyOf(moves);
            }
        }

        /** True for an item, false behind the end of a shorter list. */
        record Mask() implements Fill {}

        /** How many items the list of a slot has. */
        record Lengths(int list) implements Fill {}

        /**
         * The same in each run.
         *
         * @param cells all cells of one row, or of the tensor if it has no rows
         * @param rows whether the first axis is that of the rows
         */
        record Constant(List<Scalar> cells, boolean rows) implements Fill {

            public Constant {
                cells = List.copyOf(cells);
            }
        }
    }

    /**
     * The columns that one value fills.
     *
     * @param column the first column, from 0
     */
    public record Move(Leaf leaf, int column, int width) {}

    /** The slots of the lists that must be of one length in a run, since a field of theirs has no filling. */
    public List<Integer> unpadded() {
        return inputs.stream()
                .flatMap(input -> input.moves().stream())
                .map(Move::leaf)
                .filter(leaf -> leaf.list() != null && leaf.pad() == null)
                .map(Leaf::slot)
                .distinct()
                .toList();
    }

    /** A place in the graph's answer: an index into {@link Binding#outputs} and a part of that output. */
    public record OutputRef(int output, Part part) {}

    /** Which part of one row of an output. */
    public sealed interface Part {

        /** All of it. */
        record Whole() implements Part {}

        /** One column, from 0. */
        record Column(int index) implements Part {}

        /** The score of a label in a ZipMap. */
        record Key(String label) implements Part {}
    }

    /** What the cells of an output are, as the graph declares it; null for maps of scores. */
    public @Nullable ElementType elementOf(OutputRef ref) {
        return signature.outputs().get(outputs.get(ref.output())) instanceof Signature.Value.Tensor tensor
                ? tensor.element()
                : null;
    }

    /** A result and where it is found. */
    public record BoundResult(Results.Result result, OutputRef source) {}
}
