package io.plimsoll.inference;

import io.plimsoll.prediction.Failure;
import java.io.Serial;

/** Carries a failure up to the engine, which hands it back as a value; has no stack trace. */
final class RunFailed extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    RunFailed(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    static RunFailed invalidOutput(String message) {
        return new RunFailed(new Failure.InvalidOutput(message));
    }

    Failure failure() {
        return failure;
    }
}
