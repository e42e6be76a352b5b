package io.plimsoll.release;

import io.plimsoll.release.ReleaseRecord.Placed;
import io.plimsoll.release.ReleaseRecord.Retired;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the next record of a log says when an operator asks for a change: a pure function of the log's end, the
 * wish and the time.
 *
 * @param notice between a record and its effect, so that all replicas have loaded the version and switch together
 * @param retention of a version that left service
 */
public record Changes(Duration notice, Duration retention) {

    static final String PROMOTE = "promote";
    static final String ROLLBACK = "rollback";

    /** Has replicas try the version again that they could not load, or were told not to. */
    static final String RETRY = "retry";

    /** Begins a new log id: after a bucket was restored, replicas may know records that are no longer there. */
    static final String RESET = "reset";

    /** Half a minute of notice, seven days of retention. */
    public static final Changes DEFAULT = new Changes(Duration.ofSeconds(30), Duration.ofDays(7));

    /**
     * Who wants a change, why, and what he saw.
     *
     * @param revision of the last record that the actor saw; 0 for an empty log
     */
    public record Wish(long revision, String actor, String reason) {

        /** What a reason is, after "must be". */
        public static final String REASON = "a line of 1 to 500 characters";

        private static final int LONGEST_REASON = 500;

        public Wish {
            if (!isReason(reason)) {
                throw new IllegalArgumentException("the reason must be " + REASON);
            }
        }

        /** Whether it may stand in a log that people read line by line. */
        public static boolean isReason(String text) {
            return !text.isBlank()
                    && text.length() <= LONGEST_REASON
                    && text.codePoints()
                            .noneMatch(c -> Character.isISOControl(c)
                                    || c == '\u2028'
                                    || c == '\u2029'
                                    || Character.getType(c) == Character.SURROGATE);
        }
    }

    /** What is decided. */
    public sealed interface Decision {

        /** The record to append. */
        record Next(ReleaseRecord release) implements Decision {}

        /** The log is not where the actor saw it, or not ready for this: look again. */
        record Conflict(String reason) implements Decision {}

        /** This makes no sense, whenever it is asked. */
        record Refused(String reason) implements Decision {}
    }

    /** Makes a version the stable one. */
    public Decision promote(LogPosition end, Placed version, Wish wish, Instant now) {
        String conflict = conflict(end, wish);
        if (conflict != null) {
            return new Decision.Conflict(conflict);
        }
        ReleaseRecord state = end.state();
        if (state == null) {
            return next(end, PROMOTE, version, List.of(), now, wish, now);
        }
        if (now.isBefore(state.activateAt())) {
            return new Decision.Conflict("revision " + state.revision() + " takes effect at " + state.activateAt()
                    + "; until then only a rollback is taken");
        }
        if (state.stable().version().equals(version.version())) {
            return new Decision.Refused("version " + version.version() + " is the stable one already");
        }
        Instant effect = now.plus(notice);
        return next(end, PROMOTE, version, retire(state, version, effect, false), effect, wish, now);
    }

    /** Goes back to the newest version that left service and was not itself rolled back; takes effect at once. */
    public Decision rollback(LogPosition end, Wish wish, Instant now) {
        String conflict = conflict(end, wish);
        if (conflict != null) {
            return new Decision.Conflict(conflict);
        }
        ReleaseRecord state = end.state();
        Retired back = state == null ? null : newestPrevious(state);
        if (state == null || back == null) {
            return new Decision.Refused("no version is kept that could be rolled back to");
        }
        var version = new Placed(back.version(), back.manifest());
        return next(end, ROLLBACK, version, retire(state, version, now, true), now, wish, now);
    }

    /** Writes the same state once more, for those who gave its version up. */
    public Decision retry(LogPosition end, String version, Wish wish, Instant now) {
        String conflict = conflict(end, wish);
        if (conflict != null) {
            return new Decision.Conflict(conflict);
        }
        ReleaseRecord state = end.state();
        if (state == null || !state.stable().version().equals(version)) {
            return new Decision.Refused("version " + version + " is not the stable one");
        }
        Instant effect = now.isBefore(state.activateAt()) ? state.activateAt() : now;
        return next(end, RETRY, state.stable(), state.previous(), effect, wish, now);
    }

    /** Writes the same state under a new log id. */
    public Decision reset(LogPosition end, Wish wish, Instant now) {
        String conflict = conflict(end, wish);
        if (conflict != null) {
            return new Decision.Conflict(conflict);
        }
        ReleaseRecord state = end.state();
        return state == null
                ? new Decision.Refused("the log is empty")
                : next(end, RESET, state.stable(), state.previous(), now, wish, now);
    }

    private static @Nullable String conflict(LogPosition end, Wish wish) {
        return wish.revision() == end.revision()
                ? null
                : "the log is at revision " + end.revision() + ", and not at " + wish.revision();
    }

    /** The version that a rollback goes to, or null. */
    public static @Nullable Retired newestPrevious(ReleaseRecord state) {
        return state.previous().stream()
                .filter(version -> !version.withdrawn())
                .findFirst()
                .orElse(null);
    }

    /** What is kept once a version takes the place of the stable one. */
    private List<Retired> retire(ReleaseRecord state, Placed successor, Instant when, boolean withdrawn) {
        var kept = new ArrayList<Retired>();
        Placed stable = state.stable();
        kept.add(new Retired(stable.version(), stable.manifest(), when, when.plus(retention), withdrawn));
        state.previous().stream()
                .filter(version -> !version.version().equals(successor.version()))
                .filter(version -> !version.version().equals(stable.version()))
                .filter(version -> when.isBefore(version.retainUntil()))
                .forEach(kept::add);
        return kept;
    }

    private static Decision next(
            LogPosition end,
            String operation,
            Placed stable,
            List<Retired> previous,
            Instant effect,
            Wish wish,
            Instant now) {
        ReleaseRecord state = end.state();
        return new Decision.Next(new ReleaseRecord(
                RecordFormat.NEWEST,
                state == null || operation.equals(RESET) ? UUID.randomUUID().toString() : state.log(),
                end.revision() + 1,
                UUID.randomUUID().toString(),
                end.sha256(),
                now,
                effect,
                wish.actor(),
                wish.reason(),
                operation,
                stable,
                null,
                previous,
                null,
                null));
    }
}
