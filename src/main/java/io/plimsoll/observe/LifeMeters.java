package io.plimsoll.observe;

import io.plimsoll.observe.Life.Model;
import io.plimsoll.observe.Life.Reading;
import io.plimsoll.observe.Life.Version;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gauges of the life of models, made anew at each scrape of what is there then: a version that has gone leaves no
 * series behind. Docs: {@code docs/reference/metrics.md}.
 */
final class LifeMeters implements MultiCollector {

    private static final String STORE_UP = "plimsoll_store_up";
    private static final String STORE_AGE = "plimsoll_store_last_answer_age_seconds";
    private static final String CLOCK_AHEAD = "plimsoll_store_clock_ahead_seconds";
    private static final String CACHE_BYTES = "plimsoll_cache_bytes";
    private static final String REVISION = "plimsoll_release_revision";
    private static final String FORKED = "plimsoll_release_log_forked";
    private static final String ROLLBACK_READY = "plimsoll_rollback_ready";
    private static final String LEAKED = "plimsoll_leaked_versions";
    private static final String STATE = "plimsoll_version_state";
    private static final String LEASES = "plimsoll_leases";

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry(STORE_UP, "1 if the repository answered the last time, else 0"),
            Map.entry(STORE_AGE, "since the repository last answered all that it was asked"),
            Map.entry(
                    CLOCK_AHEAD,
                    "how far the clock of the repository is ahead of this machine's, give or take a second"),
            Map.entry(CACHE_BYTES, "what the cache volume takes on its disk"),
            Map.entry(REVISION, "of the release log that is followed; 0 where there is no log"),
            Map.entry(FORKED, "1 if that log no longer holds the record that is served by, else 0"),
            Map.entry(ROLLBACK_READY, "1 if the version before lies on the cache volume whole, else 0"),
            Map.entry(LEAKED, "versions that stay in memory because a run did not come back"),
            Map.entry(STATE, "1 for the state in which a version is"),
            Map.entry(LEASES, "requests inside the version that serves"));

    private final Life life;

    LifeMeters(Life life) {
        this.life = life;
    }

    @Override
    public MetricSnapshots collect() {
        var gauges = new Gauges();
        Reading reading = life.read();
        gauges.add(STORE_UP, reading.storeUp() ? 1 : 0);
        if (reading.storeSilence() != null) {
            gauges.add(STORE_AGE, reading.storeSilence().toMillis() / 1e3);
        }
        if (reading.clockAhead() != null) {
            gauges.add(CLOCK_AHEAD, reading.clockAhead().toMillis() / 1e3);
        }
        if (reading.cacheBytes() != null) {
            gauges.add(CACHE_BYTES, reading.cacheBytes());
        }
        reading.models().forEach(model -> collect(model, gauges));
        return gauges.all();
    }

    private static void collect(Model model, Gauges gauges) {
        String name = model.name();
        gauges.add(LEAKED, model.leaked(), "model", name);
        if (model.revision() != null) {
            gauges.add(REVISION, model.revision(), "model", name);
            gauges.add(FORKED, model.forked() ? 1 : 0, "model", name);
        }
        if (model.rollbackReady() != null) {
            gauges.add(ROLLBACK_READY, model.rollbackReady() ? 1 : 0, "model", name);
        }
        for (Version version : model.versions()) {
            gauges.add(STATE, 1, "model", name, "version", version.name(), "state", version.state());
            if (version.leases() != null) {
                gauges.add(LEASES, version.leases(), "model", name, "version", version.name());
            }
        }
    }

    /** Gauges in the making; one without a point is left out. */
    private static final class Gauges {

        private final Map<String, GaugeSnapshot.Builder> builders = new LinkedHashMap<>();

        void add(String name, double value, String... labels) {
            builders.computeIfAbsent(
                            name, made -> GaugeSnapshot.builder().name(made).help(HELP.getOrDefault(made, "")))
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .value(value)
                            .labels(Labels.of(labels))
                            .build());
        }

        MetricSnapshots all() {
            var all = MetricSnapshots.builder();
            builders.values().forEach(builder -> all.metricSnapshot(builder.build()));
            return all.build();
        }
    }
}
