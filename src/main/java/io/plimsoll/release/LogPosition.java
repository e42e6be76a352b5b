package io.plimsoll.release;

import org.jspecify.annotations.Nullable;

/**
 * How far a release log was read.
 *
 * @param revision of the last record that is there, readable or not; 0 before the first
 * @param sha256 of that record's bytes, or null where nobody looked
 * @param state the last record that could be read and believed, or null
 * @param stateSha256 of that record's bytes, or null
 */
public record LogPosition(
        long revision,
        @Nullable String sha256,
        @Nullable ReleaseRecord state,
        @Nullable String stateSha256) {

    /** Nothing has been read. */
    public static final LogPosition START = new LogPosition(0, null, null, null);

    /** Where to read on from: what came behind the last record that was believed may have been half written. */
    LogPosition believed() {
        return state == null ? START : new LogPosition(state.revision(), stateSha256, state, stateSha256);
    }

    /** Behind one record more, which is believed. */
    LogPosition with(ReleaseRecord release, String digest) {
        return new LogPosition(release.revision(), digest, release, digest);
    }

    /** Behind one record more, which is passed over. */
    LogPosition without(String digest) {
        return new LogPosition(revision + 1, digest, state, stateSha256);
    }
}
