package io.plimsoll.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract that was held against its graph: how each graph input is filled, and where each result is found.
 *
 * @param inputs the graph inputs to fill, in graph order
 * @param outputs the names of the graph outputs to ask for; an {@link OutputRef} points into this list
 * @param results one entry a result of the contract, in its order
 */
public record Binding(
        Contract contract,
        Signature signature,
        RowMode rows,
        List<InputTensor> inputs,
        List<String> outputs,
        List<BoundResult> results,
        @Nullable OutputRef confidence,
        @Nullable OutputRef contributions) {

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
     * @param trailing the fixed axes after the first; empty for a tensor of shape [N]
     * @param width the columns of one row: the product of {@code trailing}
     * @param moves which field fills which columns; together they fill each column exactly once
     */
    public record InputTensor(String name, ElementType element, List<Integer> trailing, int width, List<Move> moves) {

        public InputTensor {
            trailing = List.copyOf(trailing);
            moves = List.copyOf(moves);
        }
    }

    /**
     * The columns that one field fills.
     *
     * @param field the field's slot: its place in {@link Contract#inputs}
     * @param column the first column, from 0
     */
    public record Move(int field, int column, int width) {}

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

    /** A result and where it is found. */
    public record BoundResult(Results.Result result, OutputRef source) {}
}
