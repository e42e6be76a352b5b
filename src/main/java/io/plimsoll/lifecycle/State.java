package io.plimsoll.lifecycle;

/** Where a version stands in its life; states only move forward, or to FAILED before READY. */
public enum State {
    DISCOVERED,
    VERIFYING,
    LOADING,
    WARMING,
    READY,
    SERVING,
    DRAINING,
    CLOSED,
    FAILED
}
