package io.plimsoll.contract;

import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.Binding.RowMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a contract against the graph that it speaks of, by what the graph declares and without running it. */
public final class Binder {

    /** Cells of all inputs and rows of one call: each takes up to eight bytes, and its number must fit an int. */
    private static final long MOST_CELLS = 1 << 24;

    private Binder() {}

    /** What came of it. */
    public sealed interface Bound {

        /**
         * Every graph input is filled exactly once and every result is found.
         *
         * @param warnings what the contract's author should know, and what refuses nothing
         */
        record Fits(Binding binding, List<Problem> warnings) implements Bound {

            public Fits {
                warnings = List.copyOf(warnings);
            }
        }

        /** Contract and graph do not go together, with every reason why. */
        record Misfits(List<Problem> problems) implements Bound {

            public Misfits {
                problems = List.copyOf(problems);
                if (problems.isEmpty()) {
                    throw new IllegalArgumentException("misfits without a problem");
                }
            }
        }
    }

    /** Binds a contract that has no text, or whose text nobody needs to find again. */
    public static Bound bind(Contract contract, Signature signature) {
        return bind(contract, signature, Sources.NONE);
    }

    /** Binds a contract; problems name the places of its text. */
    public static Bound bind(Contract contract, Signature signature, Sources sources) {
        var mismatches = new Mismatches(sources);
        List<InputTensor> inputs = new InputBinder(contract, signature, mismatches).bind();
        checkCells(contract, inputs, mismatches);
        SharedAxes.check(contract, signature, inputs, mismatches);
        RowMode rows = RowAxis.of(inputs, signature, mismatches);
        var outputs = new OutputBinder(contract, signature, mismatches);
        List<Binding.BoundResult> results = outputs.results();
        @Nullable OutputRef confidence = outputs.confidence();
        @Nullable OutputRef contributions = outputs.contributions();
        @Nullable OutputRef outcome = outputs.outcome();
        return mismatches.none()
                ? new Bound.Fits(
                        new Binding(
                                contract,
                                signature,
                                rows,
                                inputs,
                                outputs.asked(),
                                results,
                                confidence,
                                contributions,
                                outcome),
                        mismatches.warnings())
                : new Bound.Misfits(mismatches.problems());
    }

    private static void checkCells(Contract contract, List<InputTensor> inputs, Mismatches mismatches) {
        int maxRows = contract.limits().maxRows();
        long row = inputs.stream().mapToLong(input -> cells(contract, input)).sum();
        if (row > MOST_CELLS) {
            mismatches.add(
                    Sources.INPUTS, "a row fills " + row + " cells of the graph's inputs, at most " + MOST_CELLS);
        } else if (row * maxRows > MOST_CELLS) {
            mismatches.add(
                    Sources.INPUTS,
                    "limits: max_rows " + maxRows + " of " + row + " cells a row are more than " + MOST_CELLS
                            + " cells; lower max_rows to " + MOST_CELLS / row + " or less"
                            + (inputs.stream().anyMatch(input -> input.items() != null) ? ", or max_items" : ""));
        }
    }

    /** The most cells of one row. */
    private static long cells(Contract contract, InputTensor input) {
        Binding.ItemAxis items = input.items();
        if (items == null) {
            return input.width();
        }
        boolean open = items.length() == Binding.ItemAxis.OPEN;
        long most = open && contract.inputs().get(items.list()).field().type() instanceof ListType list
                ? list.maxItems()
                : items.length();
        return most * input.width();
    }
}
