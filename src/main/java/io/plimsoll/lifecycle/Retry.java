package io.plimsoll.lifecycle;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a load is tried again.
 *
 * @param first wait
 * @param longest wait; it is doubled from the first up to this, and drawn by lot from its upper half
 */
record Retry(Duration first, Duration longest) {

    Duration pause(int vain) {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(vain, 20));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
