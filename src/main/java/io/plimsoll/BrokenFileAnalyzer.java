package io.plimsoll;

import io.plimsoll.guard.BrokenFile;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a file of the operator without a stack trace. */
final class BrokenFileAnalyzer extends AbstractFailureAnalyzer<BrokenFile> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokenFile cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend the file, or leave its property out. Once the service runs, a broken file changes nothing.",
                cause);
    }
}
