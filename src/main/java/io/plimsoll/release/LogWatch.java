package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the release log of a model; revisions only grow, whatever a store says. A log that no longer holds the record
 * that is served by, as after a restore from a backup, is forked: what serves stays until the log says by a new id that
 * it begins anew.
 */
final class LogWatch implements ModelWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    private final ReleaseLog log;
    private final @Nullable ReleaseRecord kept;
    private LogPosition position = LogPosition.START;
    private volatile boolean forked;

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
        if (position.revision() == 0) {
            begin();
        } else if (forked) {
            rejoin();
        } else {
            position = log.follow(position);
        }
        return assignment(log.model(), position.state());
    }

    /** A store that has fallen behind what it said before is not believed, but where its log began anew. */
    private void begin() throws StoreException {
        LogPosition end = log.end();
        ReleaseRecord state = end.state();
        if (kept == null || (state != null && !state.log().equals(kept.log()))) {
            position = end;
            return;
        }
        LogPosition known = new LogPosition(kept.revision(), null, kept, null);
        if (log.holds(kept)) {
            position = log.follow(known);
        } else {
            position = known;
            fork();
        }
    }

    /** Whether the record that is served by is still there; asked now and then, since following looks only ahead. */
    void check() throws StoreException {
        ReleaseRecord state = position.state();
        if (!forked && state != null && !log.holds(state)) {
            fork();
        }
    }

    private void fork() {
        forked = true;
        LOG.error(
                "the release log of {} is forked: record {}, by which it is served, is no longer there as it was; what"
                        + " serves stays until the log is reset",
                log.model(),
                position.revision());
    }

    private void rejoin() throws StoreException {
        LogPosition end = log.end();
        ReleaseRecord state = end.state();
        ReleaseRecord own = position.state();
        boolean anew = state != null && own != null && !state.log().equals(own.log());
        if (anew || (own != null && log.holds(own))) {
            LOG.info("the release log of {} is one again", log.model());
            position = anew ? end : log.follow(position);
            forked = false;
        }
    }

    /** Whether the log and this process follow two truths. */
    boolean forked() {
        return forked;
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
                state.log(),
                state.revision(),
                pinned(model, state.stable().version(), state.stable().manifest()),
                previous,
                state.activateAt(),
                state.operation().equals(Changes.RETRY));
    }

    private static PinnedVersion pinned(String model, String version, String manifest) {
        return new PinnedVersion(new ModelVersion(model, version), manifest);
    }
}
