package io.plimsoll;

import java.io.Serial;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The service would be open to callers whom nobody let in. */
final class Exposed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    Exposed(String message) {
        super(message);
    }

    /** Says it without a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<Exposed> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, Exposed cause) {
            return new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "Set plimsoll.access.mode to keys and plimsoll.access.keys to a file of them (the command key makes"
                            + " one), or to open where something else keeps strangers out.",
                    cause);
        }
    }
}
