package io.plimsoll.release;

import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model under watch: when to look again, and what was found; looked at by one thread, asked by many. */
final class WatchedModel {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedModel.class);
    private static final int MOST_HISTORY = 20;

    /** Between two looks whether the record that is served by is still there. */
    private static final Duration CHECK = Duration.ofHours(1);

    private final ModelWatch watch;
    private final @Nullable ReleaseLog log;
    private final KeptReleases kept;
    private final Duration every;
    private Instant due = Instant.EPOCH;
    private @Nullable Instant checkDue;
    private volatile long hinted;
    private List<ReleaseRecord> history = List.of();
    private volatile @Nullable ReleaseRecord first;
    private volatile @Nullable String fault;

    private WatchedModel(ModelWatch watch, @Nullable ReleaseLog log, KeptReleases kept, Duration every) {
        this.watch = watch;
        this.log = log;
        this.kept = kept;
        this.every = every;
    }

    static WatchedModel ofLog(ReleaseLog log, KeptReleases kept, Duration every) {
        ReleaseRecord newest = kept.newest(Instant.EPOCH).get(log.model());
        return new WatchedModel(new LogWatch(log, newest), log, kept, every);
    }

    /** A folder is looked at whenever anybody asks. */
    static WatchedModel ofFolder(FolderWatch watch) {
        return new WatchedModel(watch, null, KeptReleases.NONE, Duration.ZERO);
    }

    boolean hasLog() {
        return log != null;
    }

    /** The log is said to be at a revision; only one that is not known is a reason to look. */
    void hint(long revision) {
        hinted = revision;
    }

    boolean due(Instant now) {
        return !now.isBefore(due) || (watch instanceof LogWatch known && hinted > known.revision());
    }

    @Nullable
    Assignment look(Instant now) throws StoreException {
        if (watch instanceof LogWatch known) {
            check(known, now);
        }
        Assignment found = watch.look();
        fault = null;
        long millis = every.toMillis();
        due = now.plusMillis(millis == 0 ? 0 : ThreadLocalRandom.current().nextLong(millis * 4 / 5, millis * 6 / 5));
        ReleaseRecord state = watch instanceof LogWatch known ? known.state() : null;
        if (log != null && state != null) {
            if (!forked()) {
                kept.keep(log.model(), state);
            }
            remember(state);
        }
        return found;
    }

    private void check(LogWatch known, Instant now) throws StoreException {
        if (checkDue == null) {
            checkDue = now.plus(CHECK);
        } else if (!now.isBefore(checkDue)) {
            known.check();
            checkDue = now.plus(CHECK);
        }
    }

    /** Whether the log and this process follow two truths. */
    boolean forked() {
        return watch instanceof LogWatch known && known.forked();
    }

    /** Something is wrong with this model and not with the store; said once. */
    void fails(StoreException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(fault)) {
            LOG.error("what should serve cannot be read: {}", reason);
        }
        fault = reason;
    }

    /** The service has a defect, which shows with this model; said once. */
    void fails(RuntimeException defect) {
        String reason = "the service has a defect: " + defect.getClass().getSimpleName();
        if (!reason.equals(fault)) {
            LOG.error("what should serve cannot be followed", defect);
        }
        fault = reason;
    }

    /** Why the last look at it failed, or null if it did not. */
    @Nullable
    String fault() {
        return fault;
    }

    private synchronized void remember(ReleaseRecord state) {
        if (history.isEmpty() || history.getFirst().revision() + 1 != state.revision()) {
            history = !history.isEmpty() && history.getFirst().equals(state) ? history : List.of(state);
            return;
        }
        var longer = new ArrayList<ReleaseRecord>();
        longer.add(state);
        longer.addAll(history);
        history = List.copyOf(longer.subList(0, Math.min(longer.size(), MOST_HISTORY)));
    }

    /** The newest records, newest first; older ones are read when somebody asks, and waited for by nobody else. */
    List<ReleaseRecord> history() {
        List<ReleaseRecord> known = known();
        ReleaseRecord oldest = known.isEmpty() ? null : known.getLast();
        if (log == null
                || oldest == null
                || oldest.revision() == 1
                || known.size() >= MOST_HISTORY
                || oldest.equals(first)) {
            return known;
        }
        try {
            var longer = new ArrayList<>(known);
            longer.addAll(log.before(oldest.revision(), MOST_HISTORY - known.size()));
            return lengthen(known, List.copyOf(longer));
        } catch (StoreException away) {
            LOG.warn("older releases of {} cannot be read now: {}", log.model(), away.getMessage());
            return known;
        }
    }

    private synchronized List<ReleaseRecord> known() {
        return history;
    }

    private synchronized List<ReleaseRecord> lengthen(List<ReleaseRecord> known, List<ReleaseRecord> longer) {
        if (history.equals(known)) {
            history = longer;
            // Nothing before it can be read, so nobody asks again.
            first = longer.size() < MOST_HISTORY ? longer.getLast() : null;
        }
        return longer;
    }
}
