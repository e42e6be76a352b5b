package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.prediction.Deadline;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

class LanesHealthIndicatorTests {

    /** A clock that is about to turn over, as that of a JVM may. */
    private static final long START = Long.MAX_VALUE - 1000;

    private @Nullable Deadline heldUntil;
    private long now = START;
    private final LanesHealthIndicator indicator = new LanesHealthIndicator(new Held(), () -> now);

    @Test
    void aProcessWithAFreeLaneLives() {
        now += Duration.ofDays(1).toNanos();
        assertThat(status()).isEqualTo(Status.UP);
    }

    @ParameterizedTest
    @ValueSource(longs = {-10_000, 0, 30_000, 89_999})
    void aProcessWhoseLanesAreAllHeldLivesForAMinuteAfterTheLastRunWasGivenUp(long millisPastTheLastDeadline) {
        heldUntil = new Deadline(START);
        now += Duration.ofMillis(millisPastTheLastDeadline).toNanos();
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void thenItIsBeyondHelpUntilARunComesBackAfterAll() {
        heldUntil = new Deadline(START);
        now += Duration.ofSeconds(90).toNanos();
        assertThat(status()).isEqualTo(Status.DOWN);

        heldUntil = null;
        assertThat(status()).isEqualTo(Status.UP);
    }

    private Status status() {
        return indicator.health().getStatus();
    }

    private final class Held implements Catalogue {

        @Override
        public List<ModelStatus> models() {
            return List.of();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public @Nullable Deadline heldUntil() {
            return heldUntil;
        }
    }
}
