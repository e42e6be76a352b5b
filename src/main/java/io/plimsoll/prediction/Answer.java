package io.plimsoll.prediction;

import io.plimsoll.contract.ModelVersion;
import java.util.List;

/** The answer to a call. */
public sealed interface Answer {

    /** One answer a selected row, in the order of the body, all of one version. */
    record Rows(ModelVersion version, List<RowAnswer> rows) implements Answer {

        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** The call as a whole failed; no row was looked at, or none can be told apart. */
    record Failed(Failure failure) implements Answer {}
}
