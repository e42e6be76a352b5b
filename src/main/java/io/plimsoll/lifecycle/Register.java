package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
 */
final class Register {

    private static final Logger LOG = LoggerFactory.getLogger(Register.class);
    private static final Comparator<VersionStatus> NEWEST_FIRST = Comparator.comparing(
                    (VersionStatus status) -> status.id().version(), VersionOrder.OLDEST_FIRST)
            .reversed();

    private final InstantSource clock;
    private final AtomicReference<Map<String, ModelStatus>> models = new AtomicReference<>(Map.of());

    Register(InstantSource clock) {
        this.clock = clock;
    }

    List<ModelStatus> all() {
        return List.copyOf(models.get().values());
    }

    /** A version came into a state that needs no reason. */
    void moved(ModelVersion id, State state) {
        LOG.info("{} is {}", id, state);
        put(id, state, List.of(), null);
    }

    /** A version passed its checks, with warnings. */
    void moved(ModelVersion id, State state, List<String> warnings) {
        LOG.info("{} is {}", id, state);
        warnings.forEach(warning -> LOG.warn("{}: {}", id, LogText.of(warning)));
        put(id, state, List.of(), warnings);
    }

    void failed(ModelVersion id, List<String> reasons) {
        LOG.error("{} is {}: {}", id, State.FAILED, LogText.of(String.join("; ", reasons)));
        put(id, State.FAILED, reasons, null);
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
