package io.plimsoll.prediction;

/** Answers calls; each concern of the request path is one of these around another. It never throws. */
@FunctionalInterface
public interface Predictor {

    Answer predict(Call call);
}
