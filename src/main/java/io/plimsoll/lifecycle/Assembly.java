package io.plimsoll.lifecycle;

import io.plimsoll.codec.JsonPredictor;
import io.plimsoll.codec.PredictionIds;
import io.plimsoll.contract.Binding;
import io.plimsoll.guard.Admissions;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.inference.EngineSettings;
import io.plimsoll.inference.LaneLimits;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Observer;
import io.plimsoll.prediction.Predictor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the request path of one version together: what a call passes, outermost first, is read here from top to bottom.
 */
public final class Assembly {

    /** For a process that answers nobody but itself. */
    public static final Assembly UNGUARDED = new Assembly(null, null);

    private final @Nullable Admissions admissions;
    private final @Nullable LimitsInForce limits;

    private Assembly(@Nullable Admissions admissions, @Nullable LimitsInForce limits) {
        this.admissions = admissions;
        this.limits = limits;
    }

    /** For a process that answers callers. */
    public static Assembly guarded(Admissions admissions, LimitsInForce limits) {
        return new Assembly(admissions, limits);
    }

    Predictor predictor(Binding binding, Engine engine) {
        return admissions == null
                ? json(binding, engine)
                : admissions.admit(binding.contract().id().model(), json(binding, admissions.limit(engine)));
    }

    private static Predictor json(Binding binding, Engine engine) {
        return new JsonPredictor(binding, engine, Observer.NONE, PredictionIds.random(), System::nanoTime);
    }

    /** How the engine of a model is set, under the limits that hold whenever it runs. */
    EngineSettings settings(String model, EngineSettings usual) {
        return limits == null ? usual : usual.with(new Lanes(model, usual.limits(), limits));
    }

    private record Lanes(String model, LaneLimits usual, LimitsInForce limits) implements LaneLimits {

        @Override
        public int lanes() {
            return Objects.requireNonNullElse(limits.override(model).lanes(), usual.lanes());
        }

        @Override
        public int queue() {
            return Objects.requireNonNullElse(limits.override(model).queue(), usual.queue());
        }
    }
}
