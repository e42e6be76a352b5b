package io.plimsoll;

import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.lifecycle.VersionStatus;
import io.plimsoll.observe.Life;
import io.plimsoll.release.ReleaseWatch;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.ServedVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of models as the parts of the model path know it. */
final class ProcessLife implements Life {

    private final Fleet fleet;
    private final Router router;
    private final ReleaseWatch watch;
    private final VolumeSurvey survey;
    private final InstantSource clock;

    ProcessLife(Fleet fleet, Router router, ReleaseWatch watch, VolumeSurvey survey, InstantSource clock) {
        this.fleet = fleet;
        this.router = router;
        this.watch = watch;
        this.survey = survey;
        this.clock = clock;
    }

    @Override
    public Reading read() {
        Instant answered = watch.lastAnswer();
        VolumeSurvey.Found found = survey.found();
        Map<String, Assignment> assignments = fleet.assignments();
        return new Reading(
                answered != null && watch.fault() == null,
                answered == null ? null : Duration.between(answered, clock.instant()),
                watch.clockAhead(),
                found.bytes(),
                fleet.models().stream()
                        .map(model -> model(model, assignments.get(model.model()), found))
                        .toList());
    }

    private Model model(ModelStatus status, @Nullable Assignment assignment, VolumeSurvey.Found found) {
        String name = status.model();
        Route route = router.table().routes().get(name);
        ServedVersion serving = route == null ? null : route.stable();
        List<Version> versions = status.versions().stream()
                .filter(version -> isOnItsWay(version, assignment))
                .map(version -> version(version, serving))
                .toList();
        PinnedVersion before = VolumeSurvey.before(assignment);
        return new Model(
                name,
                assignment == null ? null : assignment.revision(),
                watch.forked(name),
                before == null ? null : found.whole().get(before),
                fleet.leaked(name),
                versions);
    }

    /**
     * What only lies in the repository, has gone, or failed and is not wanted any more concerns no operator, and would
     * add a series for each version that there ever was.
     */
    private static boolean isOnItsWay(VersionStatus version, @Nullable Assignment assignment) {
        return switch (version.state()) {
            case DISCOVERED, CLOSED -> false;
            case FAILED -> assignment != null && assignment.stable().id().equals(version.id());
            case FETCHING, VERIFYING, LOADING, WARMING, READY, SERVING, DRAINING, LEAKED -> true;
        };
    }

    private static Version version(VersionStatus version, @Nullable ServedVersion serving) {
        @Nullable Integer leases = serving != null && serving.id().equals(version.id()) ? serving.leases() : null;
        return new Version(version.id().version(), version.state().name(), leases);
    }
}
