package io.plimsoll.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Predictor;

/** Lets no more callers into a model at once than it takes; whoever comes then is told so, and waits nowhere. */
public final class Admission implements Predictor {

    private static final Answer FULL =
            new Answer.Failed(new Failure.Overloaded("as many requests as this model takes are being answered"));

    private final Predictor predictor;
    private final Bulkhead inside;

    /**
     * The same predictor behind a bulkhead.
     *
     * @param inside of the model, all of its versions together
     */
    public Admission(Predictor predictor, Bulkhead inside) {
        this.predictor = predictor;
        this.inside = inside;
    }

    @Override
    public Answer predict(Call call) {
        // What the service sends to itself takes no caller's place.
        if (call.origin() != Call.Origin.CALLER) {
            return predictor.predict(call);
        }
        if (!inside.tryAcquirePermission()) {
            return FULL;
        }
        try {
            return predictor.predict(call);
        } finally {
            inside.releasePermission();
        }
    }

    @Override
    public String toString() {
        return "admission(" + predictor + ")";
    }
}
