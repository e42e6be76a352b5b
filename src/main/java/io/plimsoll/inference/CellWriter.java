package io.plimsoll.inference;

import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;

/**
 * Writes what one value puts into the cells of a tensor.
 *
 * @param <T> where the cells are: the memory of numbers, or a string tensor
 */
@FunctionalInterface
interface CellWriter<T> {

    /**
     * Writes one value.
     *
     * @param content what the value's slot or cell holds; means nothing to a writer of what is missing
     * @param at the first cell to write
     */
    void write(Features features, long content, T cells, int at) throws RunFailed;

    /** Stands where the decoder lets nothing be missing. */
    static <T> CellWriter<T> never() {
        return (features, content, cells, at) -> {
            throw new RunFailed(new Failure.Internal("a row reached the graph without a required field"));
        };
    }
}
