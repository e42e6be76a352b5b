package io.plimsoll.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.plimsoll.prediction.Features;

/** One graph input whose tensor may have to be made anew for a run; used by one run at a time. */
interface Filling extends AutoCloseable {

    /** Fills the tensor, valid until the next call; ends early if the run is asked to stop. */
    OnnxTensor fill(Features features, StopSwitch stop) throws OrtException, RunFailed;

    @Override
    void close();
}
