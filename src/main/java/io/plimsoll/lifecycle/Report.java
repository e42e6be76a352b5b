package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verification found: the same for the command line, for the service that loads a version, and for machines.
 *
 * @param id the version, or null where the package does not even say which one it is
 * @param checks in the order in which they ran; the first that failed ends the list
 * @param measured latency, memory and sizes, where they were asked for and the checks passed
 */
public record Report(
        @Nullable ModelVersion id,
        List<Check> checks,
        @Nullable Measurement measured) {

    public Report {
        checks = List.copyOf(checks);
    }

    /** How a check ended. */
    public enum Verdict {
        PASSED,
        WARNED,
        FAILED
    }

    /**
     * One check.
     *
     * @param summary what was looked at and found, in one line
     * @param details each problem or warning, in a sentence
     */
    public record Check(String name, Verdict verdict, String summary, List<String> details) {

        public Check {
            details = List.copyOf(details);
        }
    }

    /** Whether the package may serve. */
    public boolean passed() {
        return checks.stream().noneMatch(check -> check.verdict() == Verdict.FAILED);
    }

    /** Why the package may not serve. */
    public List<String> reasons() {
        return details(Verdict.FAILED);
    }

    /** What its owner should know although it may serve. */
    public List<String> warnings() {
        return details(Verdict.WARNED);
    }

    Report with(Measurement measurement) {
        return new Report(id, checks, measurement);
    }

    Report failed(String name, String summary, String reason) {
        var all = new ArrayList<>(checks);
        all.add(new Check(name, Verdict.FAILED, summary, List.of(reason)));
        return new Report(id, all, measured);
    }

    private List<String> details(Verdict verdict) {
        return checks.stream()
                .filter(check -> check.verdict() == verdict)
                .flatMap(check -> check.details().stream())
                .toList();
    }
}
