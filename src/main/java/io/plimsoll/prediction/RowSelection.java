package io.plimsoll.prediction;

import java.util.BitSet;

/** Which rows of a body a call is about: all, or those that were routed to one version. */
public sealed interface RowSelection {

    boolean contains(int row);

    /** Every row. */
    RowSelection ALL = new All();

    /** Every row. */
    record All() implements RowSelection {

        @Override
        public boolean contains(int row) {
            return true;
        }
    }

    /** The rows whose bit is set. */
    record Some(BitSet rows) implements RowSelection {

        public Some {
            rows = (BitSet) rows.clone();
        }

        @Override
        public boolean contains(int row) {
            return rows.get(row);
        }
    }
}
