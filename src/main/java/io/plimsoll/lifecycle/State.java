package io.plimsoll.lifecycle;

/**
 * Where a version stands in its life; states only move forward, or to FAILED before READY. A version is loaded while it
 * is verified, since golden rows need the loaded graph.
 */
public enum State {
    DISCOVERED,
    VERIFYING,
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
    FAILED
}
