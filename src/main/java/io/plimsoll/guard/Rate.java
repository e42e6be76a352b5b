package io.plimsoll.guard;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many requests a second: what is over them is told at once how long to wait. Nobody waits in here.
 *
 * <p>The limit counts in cycles of a quarter of a second, or as long as one request takes at rates below that: all that
 * a cycle allows may come at its start, and so twice as much around the border of two. Longer cycles let a flood spend
 * a whole second's worth at once, which a slow model cannot queue, and leave it idle for the rest. A smooth limiter
 * would refuse a page that asks for twenty predictions at once, at a rate of a hundred a second.
 */
final class Rate {

    private static final double CYCLES_PER_SECOND = 4;

    /** What a batch owes beyond its first row is never too much to be noted. */
    private static final Duration LONGEST_DEBT = Duration.ofDays(30);

    private final AtomicRateLimiter limiter;

    /**
     * A rate of which nothing is used.
     *
     * @param perSecond above 0; parts of a request are kept, as a longer cycle
     */
    Rate(double perSecond, LongSupplier nanoClock) {
        int permits = (int) Math.ceil(perSecond / CYCLES_PER_SECOND);
        var cycle = Duration.ofNanos(Math.round(permits / perSecond * 1e9));
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(permits)
                .limitRefreshPeriod(cycle)
                .timeoutDuration(LONGEST_DEBT)
                .build();
        limiter = new AtomicRateLimiter("rate", config, nanoClock::getAsLong);
    }

    /** Nanoseconds until there is room for a request; 0 if there is now. */
    long nanosToWait() {
        // Two that come at once may both find the last permit; the second is then owed, and the rate as a whole holds.
        AtomicRateLimiter.AtomicRateLimiterMetrics now = limiter.getDetailedMetrics();
        return now.getAvailablePermissions() > 0 ? 0 : Math.max(1, now.getNanosToWait());
    }

    /** Uses up so many; more than there are is owed, and what comes later waits for it. */
    void use(int requests) {
        limiter.reservePermission(requests);
    }
}
