package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a model at one moment.
 *
 * @param served what callers meet, or null while no version answers
 * @param versions every version that the process knows, newest first
 */
public record ModelStatus(String model, @Nullable Served served, List<VersionStatus> versions) {

    public ModelStatus {
        versions = List.copyOf(versions);
    }

    /**
     * The version that answers.
     *
     * @param goldenInputs the inputs of a golden row as JSON text, for the gaps of an example; null without samples
     */
    public record Served(Contract contract, @Nullable String goldenInputs) {}
}
