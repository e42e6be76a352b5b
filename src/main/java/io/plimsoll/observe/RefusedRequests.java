package io.plimsoll.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plimsoll.prediction.Code;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests that a limit or the guard turned away, by model and by code. */
public final class RefusedRequests {

    /** In place of a model, where it is not known which one, or whether the caller may know that there is one. */
    public static final String NO_MODEL = "";

    private static final Set<Code> COUNTED = EnumSet.of(
            Code.UNAUTHENTICATED,
            Code.FORBIDDEN,
            Code.REQUEST_TIMEOUT,
            Code.TOO_LARGE,
            Code.RATE_LIMITED,
            Code.OVERLOADED,
            Code.DEADLINE_EXCEEDED,
            Code.DRAINING);

    private final MeterRegistry registry;
    private final Map<String, Map<Code, Counter>> counters = new ConcurrentHashMap<>();

    public RefusedRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A request was answered.
     *
     * @param model one that is here, or {@link #NO_MODEL}: what callers make up would be a series each
     * @param code of the answer; one that is no refusal of this kind is not counted
     */
    public void answered(String model, Code code) {
        if (COUNTED.contains(code)) {
            Objects.requireNonNull(
                            counters.computeIfAbsent(model, this::countersOf).get(code))
                    .increment();
        }
    }

    private Map<Code, Counter> countersOf(String model) {
        var made = new EnumMap<Code, Counter>(Code.class);
        for (Code code : COUNTED) {
            made.put(
                    code,
                    Counter.builder("plimsoll_refused_requests")
                            .description("requests for predictions that a limit or the guard turned away")
                            .tag("model", model)
                            .tag("code", code.name())
                            .register(registry));
        }
        return made;
    }
}
