package io.plimsoll.observe;

import io.micrometer.core.instrument.MeterRegistry;

/** Makes the timers of paths that are answered too often for the usual observation. */
public final class HttpTimers {

    private final MeterRegistry registry;

    public HttpTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The timers of POST requests to one path, given as a pattern. */
    public RequestTimers of(String uri) {
        return new RequestTimers(registry, "POST", uri);
    }
}
