package io.plimsoll.prediction;

/** Answers calls; each concern of the request path is one of these around another. It never throws an exception. */
@FunctionalInterface
public interface Predictor {

    Answer predict(Call call);
}
