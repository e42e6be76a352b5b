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
    private LogPosition position;

    /**
     * A watch that reads on from where a log was read before.
     *
     * @param known how far; {@link LogPosition#START} reads the whole log
     */
    LogWatch(ReleaseLog log, LogPosition known) {
        this.log = log;
        this.position = known;
    }

    @Override
    public @Nullable Assignment look() throws StoreException {
        position = position.revision() == 0 ? log.end() : log.follow(position);
        return assignment(log.model(), position.state());
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
