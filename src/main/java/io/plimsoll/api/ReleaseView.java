package io.plimsoll.api;

import io.plimsoll.release.ReleaseRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A change of what serves, as {@code /v1/models/{model}} shows it: who, when, why.
 *
 * @param activateAt when it takes or took effect
 * @param actor absent for callers, as the reason is
 * @param kept the versions that left service and are kept, newest first
 */
@JsonNaming(SnakeCaseStrategy.class)
record ReleaseView(
        long revision,
        String operation,
        String stable,
        Instant time,
        Instant activateAt,
        @Nullable String actor,
        @Nullable String reason,
        List<KeptView> kept) {

    /** Without who and why, which are the operators' affair. */
    static ReleaseView forCallers(ReleaseRecord release) {
        ReleaseView all = of(release);
        return new ReleaseView(all.revision, all.operation, all.stable, all.time, all.activateAt, null, null, all.kept);
    }

    static ReleaseView of(ReleaseRecord release) {
        return new ReleaseView(
                release.revision(),
                release.operation(),
                release.stable().version(),
                release.time(),
                release.activateAt(),
                release.actor(),
                release.reason(),
                release.previous().stream()
                        .map(version -> new KeptView(version.version(), version.retainUntil(), version.withdrawn()))
                        .toList());
    }

    /**
     * A version that a rollback may go to.
     *
     * @param until it is kept until then at least
     * @param withdrawn whether it was itself rolled back
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record KeptView(String version, Instant until, boolean withdrawn) {}
}
