package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(1_000);

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2.5, 100, 12_345})
    void aFloodGetsTheRateAndNoMore(double perSecond) {
        var rate = new Rate(perSecond, clock::get);
        long seconds = 40;
        long step = Math.max(1, (long) (SECOND / perSecond / 8));
        long admitted = 0;
        for (long now = 0; now < seconds * SECOND; now += step) {
            clock.set(1_000 + now);
            if (rate.nanosToWait() == 0) {
                rate.use(1);
                admitted++;
            }
        }
        double due = perSecond * seconds;
        assertThat(admitted).isBetween((long) due, (long) Math.ceil(due + perSecond) + 1);
    }

    @Test
    void aroundTheBorderOfTwoCyclesHalfASecondsWorthMayCome() {
        var rate = new Rate(100, clock::get);
        clock.set(1_000 + SECOND * 24 / 100);
        int before = admitted(rate);
        clock.set(1_000 + SECOND * 26 / 100);
        int after = admitted(rate);

        assertThat(before + after).isEqualTo(50);
    }

    private static int admitted(Rate rate) {
        int admitted = 0;
        for (; rate.nanosToWait() == 0; admitted++) {
            rate.use(1);
        }
        return admitted;
    }

    @Test
    void noSecondHoldsMoreThanAQuarterOverTheRate() {
        var rate = new Rate(100, clock::get);
        var random = new Random(1);
        var lastSecond = new ArrayDeque<Long>();
        int most = 0;
        for (int i = 0; i < 200_000; i++) {
            long now = clock.addAndGet(random.nextLong(random.nextInt(20) == 0 ? SECOND : SECOND / 5_000));
            if (rate.nanosToWait() == 0) {
                rate.use(1);
                lastSecond.add(now);
            }
            while (!lastSecond.isEmpty() && lastSecond.peek() <= now - SECOND) {
                lastSecond.poll();
            }
            most = Math.max(most, lastSecond.size());
        }
        assertThat(most).isBetween(101, 125);
    }

    @Test
    void theWaitThatIsToldIsTheWaitThatIsDue() {
        var rate = new Rate(2, clock::get);
        clock.addAndGet(SECOND / 8);
        rate.use(2);
        long wait = rate.nanosToWait();
        // Of the two, one was the next half second's.
        assertThat(wait).isEqualTo(SECOND * 7 / 8);

        clock.addAndGet(wait - 1);
        assertThat(rate.nanosToWait()).isPositive();
        clock.addAndGet(1);
        assertThat(rate.nanosToWait()).isZero();
    }

    @Test
    void whatIsOwedIsWaitedFor() {
        var rate = new Rate(100, clock::get);
        rate.use(256);
        assertThat(rate.nanosToWait()).isEqualTo(SECOND * 5 / 2);
        clock.addAndGet(SECOND * 5 / 2);
        assertThat(rate.nanosToWait()).isZero();
    }
}
