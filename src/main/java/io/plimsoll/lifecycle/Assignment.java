package io.plimsoll.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * What a process should serve of one model.
 *
 * @param revision of the release log that says so; 0 where there is no log
 * @param stable the version that answers
 * @param previous the versions that left service and are kept, newest first
 * @param activateAt when stable takes over from another version; a model that answers with none yet does not wait
 */
public record Assignment(
        String model, long revision, PinnedVersion stable, List<PinnedVersion> previous, Instant activateAt) {

    public Assignment {
        previous = List.copyOf(previous);
        if (!stable.id().model().equals(model)) {
            throw new IllegalArgumentException("a version of " + stable.id().model() + " is assigned to " + model);
        }
    }

    /** Without a release log: one version, at once, and none before it. */
    public static Assignment of(PinnedVersion only) {
        return new Assignment(only.id().model(), 0, only, List.of(), Instant.EPOCH);
    }
}
