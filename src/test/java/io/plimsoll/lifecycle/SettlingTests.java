package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SettlingTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatDoesNotGetFasterSettlesAfterFourRounds() {
        assertThat(Settling.settle(LONG, 10, i -> work(100_000))).isBetween(40, 200);
    }

    @Test
    void whoRestsWorksNoMoreThanItsShareOfTheTime() {
        var worked = new AtomicLong();
        long start = System.nanoTime();
        Settling.settle(LONG, 10, 3, i -> worked.addAndGet(work(1_000_000)));
        assertThat(System.nanoTime() - start).isGreaterThan(3 * worked.get());
    }

    @Test
    void anInterruptionEndsItAtOnce() {
        Thread.currentThread().interrupt();
        assertThat(Settling.settle(LONG, 10, i -> work(1))).isZero();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static long work(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - start;
    }
}
