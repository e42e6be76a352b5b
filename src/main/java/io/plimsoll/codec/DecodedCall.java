package io.plimsoll.codec;

import io.plimsoll.codec.RowIntake.RowResult;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.util.List;

/** What a body turned out to be. */
sealed interface DecodedCall {

    /**
     * Rows.
     *
     * @param features the valid rows, in the order of the body
     * @param rows all selected rows, the refused ones included, in the order of the body
     */
    record Rows(Features features, List<RowResult> rows) implements DecodedCall {}

    /** A failure of the call as a whole. */
    record Failed(Failure failure) implements DecodedCall {}
}
