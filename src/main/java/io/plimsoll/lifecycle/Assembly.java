package io.plimsoll.lifecycle;

import io.plimsoll.codec.JsonPredictor;
import io.plimsoll.codec.PredictionIds;
import io.plimsoll.contract.Binding;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Observer;
import io.plimsoll.prediction.Predictor;

/**
 * Puts the request path of one version together: what a call passes, outermost first, is read here from top to bottom.
 */
final class Assembly {

    private Assembly() {}

    static Predictor predictor(Binding binding, Engine engine) {
        return new JsonPredictor(binding, engine, Observer.NONE, PredictionIds.random(), System::nanoTime);
    }
}
