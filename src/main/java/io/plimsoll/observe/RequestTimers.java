package io.plimsoll.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Times the requests of one path under {@code http.server.requests}, the name and the tags that Spring gives to all
 * other paths. Spring's own observation of a request costs several microseconds, as much as a small model; this is one
 * look-up in an array by status, and one record.
 */
public final class RequestTimers {

    private static final int FIRST_STATUS = 100;
    private static final int LAST_STATUS = 599;

    private final MeterRegistry registry;
    private final String method;
    private final String uri;
    private final AtomicReferenceArray<@Nullable Timer> byStatus =
            new AtomicReferenceArray<>(LAST_STATUS - FIRST_STATUS + 1);

    /**
     * Timers of one path; those that most requests need are there before the first of them.
     *
     * @param uri the path as a pattern, so that the number of series does not depend on what callers send
     */
    public RequestTimers(MeterRegistry registry, String method, String uri) {
        this.registry = registry;
        this.method = method;
        this.uri = uri;
        timer(200);
    }

    /** Counts a request that was answered with a status, and how long it took. */
    public void record(int status, Duration took) {
        timer(status).record(took);
    }

    private Timer timer(int status) {
        int place = Math.clamp(status, FIRST_STATUS, LAST_STATUS) - FIRST_STATUS;
        Timer known = byStatus.get(place);
        if (known != null) {
            return known;
        }
        // The registry gives the same timer to whoever asks for the same name and tags, so a race does no harm.
        Timer made = Timer.builder("http.server.requests")
                .tag("error", "none")
                .tag("exception", "none")
                .tag("method", method)
                .tag("outcome", outcome(status))
                .tag("status", Integer.toString(status))
                .tag("uri", uri)
                .register(registry);
        byStatus.set(place, made);
        return made;
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
