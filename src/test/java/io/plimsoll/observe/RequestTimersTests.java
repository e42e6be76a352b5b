package io.plimsoll.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestTimersTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestTimers timers = new RequestTimers(registry, "POST", "/v1/predict/{model}");

    @Test
    void countsEachStatusApartUnderTheNameAndTagsOfSpring() {
        timers.record(200, Duration.ofMillis(2));
        timers.record(200, Duration.ofMillis(3));
        timers.record(422, Duration.ofMillis(1));

        assertThat(registry.get("http.server.requests")
                        .tags("status", "200", "outcome", "SUCCESS", "method", "POST", "uri", "/v1/predict/{model}")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(5);
        assertThat(registry.get("http.server.requests")
                        .tags("status", "422", "outcome", "CLIENT_ERROR", "error", "none", "exception", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theSeriesOfWhatUsuallyHappensIsThereBeforeTheFirstRequest() {
        assertThat(registry.get("http.server.requests")
                        .tag("status", "200")
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void aStatusThatDoesNotExistDoesNoHarm() {
        timers.record(0, Duration.ZERO);
        timers.record(999, Duration.ZERO);
        assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(3);
    }
}
