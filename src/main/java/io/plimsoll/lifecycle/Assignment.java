package io.plimsoll.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * What a process should serve of one model.
 *
 * @param log the id of the release log that says so; empty where there is none
 * @param revision of that log; 0 where there is none
 * @param stable the version that answers
 * @param previous the versions that left service and are kept, newest first
 * @param activateAt when stable takes over from another version; a model that answers with none yet does not wait
 * @param again whether stable is to be tried again, whatever was found wrong with it before
 */
public record Assignment(
        String model,
        String log,
        long revision,
        PinnedVersion stable,
        List<PinnedVersion> previous,
        Instant activateAt,
        boolean again) {

    public Assignment {
        previous = List.copyOf(previous);
        if (!stable.id().model().equals(model)) {
            throw new IllegalArgumentException("a version of " + stable.id().model() + " is assigned to " + model);
        }
    }

    /** Whether another says what was true before this; the revisions of two logs say nothing of each other. */
    boolean isAfter(Assignment other) {
        return log.equals(other.log) && revision > other.revision;
    }

    /** Without a release log: one version, at once, and none before it. */
    public static Assignment of(PinnedVersion only) {
        return new Assignment(only.id().model(), "", 0, only, List.of(), Instant.EPOCH, false);
    }
}
