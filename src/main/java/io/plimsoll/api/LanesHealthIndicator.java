package io.plimsoll.api;

import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.prediction.Deadline;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says that the process is beyond help: runs that do not come back hold every lane of every model. A lane is held by
 * one run from before its deadline until it is back, so that the time that has passed since the latest of the deadlines
 * is the time for which all have been late.
 */
final class LanesHealthIndicator implements HealthIndicator {

    /** A run is given up so long after its deadline. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    /** So long must all of them have been given up. */
    private static final Duration HOPELESS = Duration.ofSeconds(60);

    private final Catalogue catalogue;
    private final LongSupplier nanoClock;

    LanesHealthIndicator(Catalogue catalogue, LongSupplier nanoClock) {
        this.catalogue = catalogue;
        this.nanoClock = nanoClock;
    }

    @Override
    public Health health() {
        Deadline held = catalogue.heldUntil();
        boolean hopeless = held != null
                && -held.remainingAt(nanoClock.getAsLong())
                        >= GIVEN_UP.plus(HOPELESS).toNanos();
        return (hopeless ? Health.down() : Health.up()).build();
    }
}
