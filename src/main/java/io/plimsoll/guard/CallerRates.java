package io.plimsoll.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often callers may ask models of this process: each caller by its own rate, and all of them together by the cap of
 * a model that has one. The rates of callers who have not come for a while are forgotten, and so are those of the least
 * recent where callers are more than {@link #MOST}.
 */
public final class CallerRates {

    /** Callers times models; 200 bytes each. */
    static final int MOST = 10_000;

    /** Longer than any cycle of a rate of one in ten minutes: a forgotten caller begins with a full rate. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    /** Nobody is called that. */
    private static final String ALL_CALLERS = "";

    private final Cache<Place, Held> rates =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(FORGOTTEN).build();
    private final LongSupplier nanoClock;

    public CallerRates(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private record Place(String caller, String model) {}

    private record Held(double perSecond, Rate rate) {}

    /**
     * Asks for one request.
     *
     * @param perSecond of this caller
     * @param cap of all callers together, or null without one
     * @return what came of it
     */
    public Taking take(String caller, String model, double perSecond, @Nullable Double cap) {
        Rate own = rate(new Place(caller, model), perSecond);
        Rate all = cap == null ? null : rate(new Place(ALL_CALLERS, model), cap);
        long wait = own.nanosToWait();
        if (wait > 0) {
            return new Taking.Refused(Duration.ofNanos(wait), false);
        }
        wait = all == null ? 0 : all.nanosToWait();
        if (wait > 0) {
            return new Taking.Refused(Duration.ofNanos(wait), true);
        }
        var taken = new Taking.Taken(own, all);
        taken.use(1);
        return taken;
    }

    private Rate rate(Place place, double perSecond) {
        Held held = rates.getIfPresent(place);
        if (held == null || held.perSecond() != perSecond) {
            held = rates.asMap()
                    .compute(
                            place,
                            (key, known) -> known != null && known.perSecond() == perSecond
                                    ? known
                                    : new Held(perSecond, new Rate(perSecond, nanoClock)));
        }
        return held.rate();
    }

    /** What came of asking. */
    public sealed interface Taking {

        /** The request is within its rates. */
        final class Taken implements Taking {

            private final Rate own;
            private final @Nullable Rate all;

            private Taken(Rate own, @Nullable Rate all) {
                this.own = own;
                this.all = all;
            }

            /** Counts further requests, as the rows of a batch beyond its first are; they may be owed. */
            public void use(int requests) {
                own.use(requests);
                if (all != null) {
                    all.use(requests);
                }
            }
        }

        /**
         * The request is over a rate.
         *
         * @param patience how long until there is room for one
         * @param ofAll whether the cap of all callers is what is used up
         */
        record Refused(Duration patience, boolean ofAll) implements Taking {}
    }
}
