package io.plimsoll.lifecycle;

/**
 * Where a version stands in its life; states only move forward, or to FAILED before READY. A version that left service
 * and is kept in memory, so that going back to it loads nothing, is READY again.
 */
public enum State {
    DISCOVERED,
    /** Its files are brought to this machine, or wait for that. */
    FETCHING,
    /** It is proved, apart from this process. */
    VERIFYING,
    LOADING,
    WARMING,
    READY,
    SERVING,
    DRAINING,
    CLOSED,
    /**
     * No longer served, but still in memory: a run did not come back, and freeing the graph under it would end the
     * process.
     */
    LEAKED,
    FAILED;

    /** Whether a version in this state is on its way out. */
    boolean leaves() {
        return this == DRAINING || this == CLOSED || this == LEAKED;
    }
}
