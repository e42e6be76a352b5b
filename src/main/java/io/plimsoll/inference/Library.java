package io.plimsoll.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * The process's one ONNX Runtime, loaded at first use. It frees itself in a JVM shutdown hook that cannot be turned
 * off; whoever ends the process closes all engines first.
 */
final class Library {

    static final OrtEnvironment ENVIRONMENT = load();

    private Library() {}

    private static OrtEnvironment load() {
        Telemetry.off();
        // Its messages go to stderr, beside the log, and hold values of requests: nothing but its last words.
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "plimsoll");
    }
}
