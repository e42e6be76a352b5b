package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTests {

    @Test
    void numbersAreComparedAsNumbers() {
        assertOrdered("1", "2", "10", "10.1", "10.1.1");
        assertOrdered("1.9.0", "1.10.0");
        assertOrdered("2026-2", "2026-11");
        assertOrdered("9", "123456789012345678901234567890");
    }

    @Test
    void numbersComeBeforeText() {
        assertOrdered("1.0", "1.rc1");
        assertOrdered("1", "a", "b");
    }

    @Test
    void namesThatMeanTheSameNumberAreToldApart() {
        assertThat(VersionOrder.OLDEST_FIRST.compare("1.0", "1.00")).isNotZero();
        assertThat(VersionOrder.OLDEST_FIRST.compare("1.0", "1.0")).isZero();
    }

    /** Sorting what was shuffled gives the same list back, whatever the shuffle. */
    private static void assertOrdered(String... names) {
        List<String> expected = List.of(names);
        for (int seed = 0; seed < 10; seed++) {
            var shuffled = new ArrayList<>(expected);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(VersionOrder.OLDEST_FIRST);
            assertThat(shuffled).isEqualTo(expected);
        }
    }
}
