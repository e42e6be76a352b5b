package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of each version: one immutable picture, replaced at each step of a life, each step a line in the log.
 * Where a folder under development changes, what is said of a version is said of its latest files.
 */
final class Register {

    private static final Logger LOG = LoggerFactory.getLogger(Register.class);
    private static final Comparator<VersionStatus> NEWEST_FIRST = Comparator.comparing(
                    (VersionStatus status) -> status.id().version(), VersionOrder.OLDEST_FIRST)
            .reversed();

    private final InstantSource clock;
    private final AtomicReference<Map<String, ModelStatus>> models = new AtomicReference<>(Map.of());

    /** Whose steps are shown for each version. */
    private final Map<ModelVersion, String> latest = new HashMap<>();

    Register(InstantSource clock) {
        this.clock = clock;
    }

    List<ModelStatus> all() {
        return List.copyOf(models.get().values());
    }

    /** A model of this process, whether or not it has a version yet. */
    void knows(String model) {
        change(model, status -> status);
    }

    /** A version lies in the repository; nothing is done with it. */
    synchronized void discovered(ModelVersion id) {
        ModelStatus model = models.get().get(id.model());
        boolean known = model != null
                && model.versions().stream().anyMatch(version -> version.id().equals(id));
        if (!known) {
            LOG.info("{} is {}", id, State.DISCOVERED);
            put(id, State.DISCOVERED, List.of(), null);
        }
    }

    /** A version came into a state that needs no reason; why it failed before is shown until it is ready. */
    synchronized void moved(PinnedVersion version, State state) {
        LOG.info("{} is {}", version.id(), state);
        boolean again = version.manifest().equals(latest.get(version.id())) && state.compareTo(State.READY) < 0;
        if (shows(version, state)) {
            put(version.id(), state, again ? reasons(version.id()) : List.of(), null);
        }
    }

    private List<String> reasons(ModelVersion id) {
        ModelStatus model = models.get().get(id.model());
        return model == null
                ? List.of()
                : model.versions().stream()
                        .filter(version -> version.id().equals(id))
                        .flatMap(version -> version.reasons().stream())
                        .toList();
    }

    /** A version passed its checks, with warnings. */
    synchronized void moved(PinnedVersion version, State state, List<String> warnings) {
        LOG.info("{} is {}", version.id(), state);
        warnings.forEach(warning -> LOG.warn("{}: {}", version.id(), LogText.of(warning)));
        if (shows(version, state)) {
            put(version.id(), state, List.of(), warnings);
        }
    }

    /** A version stays in a state for a while, and why. */
    synchronized void waits(PinnedVersion version, State state, String reason) {
        LOG.warn("{} waits: {}", version.id(), LogText.of(reason));
        if (shows(version, state)) {
            put(version.id(), state, List.of(reason), null);
        }
    }

    synchronized void failed(PinnedVersion version, List<String> reasons) {
        LOG.error("{} is {}: {}", version.id(), State.FAILED, LogText.of(String.join("; ", reasons)));
        if (shows(version, State.FAILED)) {
            put(version.id(), State.FAILED, reasons, null);
        }
    }

    /** Files that leave say nothing of a version that has others by now. */
    private boolean shows(PinnedVersion version, State state) {
        // A version that was replaced by other files of its name is READY while it is kept, and says nothing either.
        if (state == State.FETCHING || state == State.SERVING || !latest.containsKey(version.id())) {
            latest.put(version.id(), version.manifest());
        }
        return version.manifest().equals(latest.get(version.id()));
    }

    /** What callers of the model meet from now on; null: nothing. */
    void serves(String model, ModelStatus.@Nullable Served served) {
        change(model, status -> new ModelStatus(model, served, status.versions()));
    }

    /** Warnings stay what they were where null is given. */
    private void put(ModelVersion id, State state, List<String> reasons, @Nullable List<String> warnings) {
        change(id.model(), model -> {
            var versions = new ArrayList<VersionStatus>();
            List<String> kept = warnings == null ? List.of() : warnings;
            for (VersionStatus version : model.versions()) {
                if (!version.id().equals(id)) {
                    versions.add(version);
                } else if (warnings == null) {
                    kept = version.warnings();
                }
            }
            versions.add(new VersionStatus(id, state, clock.instant(), reasons, kept));
            versions.sort(NEWEST_FIRST);
            return new ModelStatus(id.model(), model.served(), versions);
        });
    }

    private void change(String model, UnaryOperator<ModelStatus> step) {
        models.updateAndGet(now -> {
            var next = new TreeMap<>(now);
            ModelStatus before = now.get(model);
            next.put(model, step.apply(before == null ? new ModelStatus(model, null, List.of()) : before));
            return next;
        });
    }
}
