package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.guard.CallerRates.Taking;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In cycles of a quarter of a second. */
class CallerRatesTests {

    private final AtomicLong clock = new AtomicLong(1_000);
    private final CallerRates rates = new CallerRates(clock::get);

    @Test
    void aCallerOverItsRateHurtsNoOther() {
        assertThat(admitted("greedy", 20, null, 20)).isEqualTo(5);

        assertThat(admitted("modest", 20, null, 5)).isEqualTo(5);
    }

    @Test
    void modelsAreCountedApart() {
        assertThat(admitted("a", 20, null, 20)).isEqualTo(5);

        assertThat(rates.take("a", "other", 20, null)).isInstanceOf(Taking.Taken.class);
    }

    @Test
    void allCallersTogetherKeepTheCap() {
        assertThat(admitted("a", 20, 32.0, 5) + admitted("b", 20, 32.0, 5)).isEqualTo(8);

        assertThat(rates.take("b", "m", 20, 32.0)).isInstanceOfSatisfying(Taking.Refused.class, refused -> {
            assertThat(refused.ofAll()).isTrue();
            assertThat(refused.patience()).isEqualTo(Duration.ofMillis(250));
        });
    }

    @Test
    void aBatchCountsAsItsRows() {
        ((Taking.Taken) rates.take("a", "m", 100, null)).use(299);

        assertThat(rates.take("a", "m", 100, null)).isInstanceOfSatisfying(Taking.Refused.class, refused -> {
            assertThat(refused.ofAll()).isFalse();
            assertThat(refused.patience()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void anotherRateHoldsAtOnce() {
        assertThat(admitted("a", 8, null, 10)).isEqualTo(2);

        assertThat(admitted("a", 16, null, 10)).isEqualTo(4);
    }

    @Test
    void manyCallersAtOnceGetTheirRateBetweenThem() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> caller = () -> admitted("a", 4_000, null, 1_000);
            int all = 0;
            for (var each : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> caller).toList())) {
                all += each.get();
            }
            // As many as there are threads may find the last place at once, and owe it.
            assertThat(all).isBetween(1_000, 1_008);
        }
    }

    private int admitted(String caller, double rate, Double cap, int asked) {
        return (int) IntStream.range(0, asked)
                .filter(i -> rates.take(caller, "m", rate, cap) instanceof Taking.Taken)
                .count();
    }
}
