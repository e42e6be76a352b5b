package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the release log of a model; revisions only grow, whatever a store says. */
final class LogWatch implements ModelWatch {

    private final ReleaseLog log;
    private final @Nullable ReleaseRecord kept;
    private LogPosition position = LogPosition.START;

    /**
     * A watch that has read nothing yet.
     *
     * @param kept the newest record that an earlier process knew, or null
     */
    LogWatch(ReleaseLog log, @Nullable ReleaseRecord kept) {
        this.log = log;
        this.kept = kept;
    }

    @Override
    public @Nullable Assignment look() throws StoreException {
        position = position.revision() == 0 ? end() : log.follow(position);
        return assignment(log.model(), position.state());
    }

    /** A store that has fallen behind what it said before is not believed, but where its log began anew. */
    private LogPosition end() throws StoreException {
        LogPosition end = log.end();
        ReleaseRecord state = end.state();
        return kept != null && state != null && state.log().equals(kept.log()) && end.revision() < kept.revision()
                ? new LogPosition(kept.revision(), null, kept, null)
                : end;
    }

    /** How far the log was read. */
    long revision() {
        return position.revision();
    }

    /** The record that decides now, or null before the first. */
    @Nullable
    ReleaseRecord state() {
        return position.state();
    }

    /** What a record assigns, or null without one. */
    static @Nullable Assignment assignment(String model, @Nullable ReleaseRecord state) {
        if (state == null) {
            return null;
        }
        List<PinnedVersion> previous = state.previous().stream()
                .filter(version -> !version.withdrawn())
                .map(version -> pinned(model, version.version(), version.manifest()))
                .toList();
        return new Assignment(
                model,
                state.revision(),
                pinned(model, state.stable().version(), state.stable().manifest()),
                previous,
                state.activateAt());
    }

    private static PinnedVersion pinned(String model, String version, String manifest) {
        return new PinnedVersion(new ModelVersion(model, version), manifest);
    }
}
