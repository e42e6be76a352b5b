package io.plimsoll.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's one ONNX Runtime, loaded at first use. It frees itself in a JVM shutdown hook that cannot be turned
 * off; whoever ends the process closes all engines first.
 */
final class Library {

    private static final Logger log = LoggerFactory.getLogger(Library.class);

    static final OrtEnvironment ENVIRONMENT = load();

    /** How text is passed on; the binding's own way only where nothing better is proven. */
    static final TextRoute TEXT = textRoute();

    private Library() {}

    private static OrtEnvironment load() {
        Telemetry.off();
        // Its messages go to stderr, beside the log, and hold values of requests: nothing but its last words.
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "plimsoll");
    }

    private static TextRoute textRoute() {
        String reason;
        try {
            var text = new NativeText(CApi.find());
            if (text.proven()) {
                return text;
            }
            reason = "text does not come back as it went in";
        } catch (ReflectiveOperationException | OrtException | RunFailed | RuntimeException e) {
            reason = e.toString();
        }
        log.warn("text with characters above U+FFFF is refused, since ONNX Runtime's C API is of no use: {}", reason);
        return new BindingText();
    }
}
