package io.plimsoll.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Predictor;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** How many callers are let into each model, and how many may wait for slow ones. Nobody waits to be let in. */
public final class Admissions {

    /** Requests of models that answer at once always find so many threads, whatever slow models do. */
    private static final int KEPT_FREE = 4;

    private final int callers;
    private final Bulkhead waiting;
    private final LimitsInForce limits;
    private final Map<String, Bulkhead> inside = new ConcurrentHashMap<>();

    /**
     * Nobody is inside.
     *
     * @param threads that requests are answered on
     */
    public Admissions(int threads, LimitsInForce limits) {
        this.callers = threads;
        this.waiting = Bulkhead.of("waiting", of(Math.max(1, threads - threads / KEPT_FREE)));
        this.limits = limits;
        limits.onChange(this::apply);
    }

    private static BulkheadConfig of(int most) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(most)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    /** The same engine, in which no caller stays beyond its deadline. */
    public Engine limit(Engine engine) {
        return new TimeLimitedEngine(engine, waiting);
    }

    /** The same predictor behind the model's bulkhead, which all of its versions share. */
    public Predictor admit(String model, Predictor predictor) {
        return new Admission(predictor, inside.computeIfAbsent(model, name -> Bulkhead.of(name, of(allowed(name)))));
    }

    private int allowed(String model) {
        return Objects.requireNonNullElse(limits.override(model).callers(), callers);
    }

    /** What is over a smaller number leaves as it came; nobody new is let in until then. */
    private void apply() {
        inside.forEach((model, bulkhead) -> bulkhead.changeConfig(of(allowed(model))));
    }
}
