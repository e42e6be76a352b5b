package io.plimsoll.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.observe.Life.Model;
import io.plimsoll.observe.Life.Reading;
import io.plimsoll.observe.Life.Version;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifeMetersTests {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Reading now = new Reading(false, null, null, null, List.of());

    @BeforeEach
    void register() {
        registry.register(new LifeMeters(() -> now));
    }

    @Test
    void beforeAnythingIsKnownThereIsNothingButAStoreThatIsNotUp() {
        assertThat(scrape()).containsExactly("plimsoll_store_up 0.0");
    }

    @Test
    void whatIsKnownIsThereInBaseUnits() {
        now = new Reading(
                true,
                Duration.ofMillis(2500),
                Duration.ofMillis(-1500),
                4096L,
                List.of(new Model(
                        "loans",
                        7L,
                        true,
                        false,
                        1,
                        List.of(new Version("3", "SERVING", 2), new Version("4", "VERIFYING", null)))));
        assertThat(scrape())
                .containsExactlyInAnyOrder(
                        "plimsoll_store_up 1.0",
                        "plimsoll_store_last_answer_age_seconds 2.5",
                        "plimsoll_store_clock_ahead_seconds -1.5",
                        "plimsoll_cache_bytes 4096.0",
                        "plimsoll_release_revision model=loans 7.0",
                        "plimsoll_release_log_forked model=loans 1.0",
                        "plimsoll_rollback_ready model=loans 0.0",
                        "plimsoll_leaked_versions model=loans 1.0",
                        "plimsoll_version_state model=loans state=SERVING version=3 1.0",
                        "plimsoll_version_state model=loans state=VERIFYING version=4 1.0",
                        "plimsoll_leases model=loans version=3 2.0");
    }

    @Test
    void aVersionThatHasGoneLeavesNoSeries() {
        now = new Reading(true, null, null, null, List.of(model(new Version("3", "SERVING", 0))));
        scrape();
        now = new Reading(true, null, null, null, List.of(model(new Version("4", "SERVING", 0))));
        assertThat(scrape()).noneMatch(series -> series.contains("version=3"));
    }

    private static Model model(Version version) {
        return new Model("loans", null, false, null, 0, List.of(version));
    }

    private List<String> scrape() {
        return registry.scrape().stream()
                .flatMap(snapshot -> ((GaugeSnapshot) snapshot)
                        .getDataPoints().stream()
                                .map(point -> Stream.of(
                                                Stream.of(snapshot.getMetadata().getPrometheusName()),
                                                point.getLabels().stream().map(LifeMetersTests::text),
                                                Stream.of(Double.toString(point.getValue())))
                                        .flatMap(part -> part)
                                        .collect(Collectors.joining(" "))))
                .toList();
    }

    private static String text(Label label) {
        return label.getName() + "=" + label.getValue();
    }
}
