package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.time.Instant;
import java.util.List;

/**
 * What can be said of a version at one moment.
 *
 * @param since when it came into its state
 * @param reasons why it failed; empty otherwise
 * @param warnings what its owner should know: unverified, uncontracted, run row by row …
 */
public record VersionStatus(ModelVersion id, State state, Instant since, List<String> reasons, List<String> warnings) {

    public VersionStatus {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }
}
