package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The whole state of a model's releases after one change: an entry of the append-only log that decides what serves.
 *
 * @param format of the record, {@link RecordFormat#NEWEST} at most
 * @param log a random id of the log, the same in all of its records
 * @param revision 1 for the first record of a log, then one more each
 * @param write a random id of this write, by which a writer knows its own record after an answer was lost
 * @param previousSha256 of the bytes of the record before; absent in the first
 * @param time when it was written, by the writer's clock
 * @param activateAt when it takes effect
 * @param actor who made the change: an operator's name, or {@code auto}
 * @param reason in the actor's words
 * @param operation what the change was, such as {@code promote}
 * @param stable the version that answers
 * @param canary the version on trial, or absent
 * @param previous the versions that left service and are kept, newest first
 * @param policy of the trial, as written; for the canary
 * @param evidence of a decision that nobody made by hand; for the judge
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ReleaseRecord(
        int format,
        String log,
        long revision,
        String write,
        @Nullable String previousSha256,
        Instant time,
        Instant activateAt,
        String actor,
        String reason,
        String operation,
        Placed stable,
        @Nullable Canary canary,
        List<Retired> previous,
        @Nullable JsonNode policy,
        @Nullable JsonNode evidence) {

    private static final Instant END_OF_TIMES = Instant.parse("9999-01-01T00:00:00Z");

    /** What takes effect later is decided later. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    public ReleaseRecord {
        previous = previous == null ? List.of() : List.copyOf(previous);
        require(revision >= 1, "revision is less than 1");
        require(log != null && !log.isEmpty(), "log is missing");
        require(write != null && !write.isEmpty(), "write is missing");
        require(time != null && activateAt != null, "time or activate_at is missing");
        require(time.isBefore(END_OF_TIMES), "time is not of this age");
        require(
                !activateAt.isAfter(time.plus(LONGEST_DELAY)),
                "activate_at is more than a day after the record was written");
        require(actor != null && reason != null && operation != null, "actor, reason or operation is missing");
        require(stable != null, "stable is missing");
        require((revision == 1) == (previousSha256 == null), "previous_sha256 belongs to all records but the first");
    }

    /**
     * A version in its place.
     *
     * @param manifest the digest of its manifest
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Placed(String version, String manifest) {

        public Placed {
            checkVersion(version, manifest);
        }
    }

    /**
     * A version on trial.
     *
     * @param release a random id that decides which callers meet it
     * @param share of the traffic, in basis points
     * @param stage of the ladder, from 0
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Canary(String version, String manifest, String release, int share, int stage, Instant started) {

        public Canary {
            checkVersion(version, manifest);
        }
    }

    /**
     * A version that left service.
     *
     * @param retainUntil it is kept until then at least
     * @param withdrawn whether it was rolled back, so that nothing goes back to it by itself
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Retired(String version, String manifest, Instant retiredAt, Instant retainUntil, boolean withdrawn) {

        public Retired {
            checkVersion(version, manifest);
            require(retiredAt != null && retainUntil != null, "retired_at or retain_until is missing");
        }
    }

    private static void checkVersion(String version, String manifest) {
        require(version != null && ModelVersion.isVersionName(version), "a version's name is missing or is none");
        require(manifest != null && manifest.matches("[0-9a-f]{64}"), "a manifest's digest is missing or is none");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
