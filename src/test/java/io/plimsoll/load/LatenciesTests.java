package io.plimsoll.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTests {

    @Test
    void sharesAreThoseOfAllThatWereAdded() {
        var even = new Latencies();
        var odd = new Latencies();
        // More than there is room for at first.
        for (int i = 5_000; i > 0; i--) {
            (i % 2 == 0 ? even : odd).add(i * 1_000L);
        }
        var all = new Latencies();
        all.addAll(even);
        all.addAll(odd);
        assertThat(all.count()).isEqualTo(5_000);
        assertThat(all.micros(0)).isEqualTo(1);
        assertThat(all.micros(0.5)).isEqualTo(2_501);
        assertThat(all.micros(0.99)).isEqualTo(4_951);
        assertThat(all.micros(1)).isEqualTo(5_000);
    }

    @Test
    void noneHaveNoShares() {
        assertThatThrownBy(() -> new Latencies().micros(0.5)).isInstanceOf(IllegalStateException.class);
    }
}
