package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Proves a package and, if it may serve, measures it: what the command line does with one folder. */
public final class Verification {

    private Verification() {}

    /**
     * Verifies the package in a folder.
     *
     * @throws IOException if the disk fails; bad content is a failed check
     */
    public static Report verify(Path folder) throws IOException {
        OptionalLong before = NativeMemory.allocatedBytes();
        return switch (Proof.prove(folder, placeOf(folder))) {
            case Proof.Outcome.Refused(Report report) -> report;
            case Proof.Outcome.Proven(LoadedVersion version, Report report) -> {
                try (version) {
                    yield version.answeredRows().isEmpty() ? report : measured(version, report, folder, before);
                }
            }
        };
    }

    private static Report measured(LoadedVersion version, Report report, Path folder, OptionalLong before)
            throws IOException {
        var meter = new Meter(version.contract(), GoldenCalls.of(version), version.answeredRows());
        return switch (meter.measure(folder, before)) {
            case Meter.Reading.Taken(Measurement measurement) -> report.with(measurement);
            case Meter.Reading.Spoilt(String reason) ->
                report.failed("measure", "the golden rows are no longer answered", reason);
        };
    }

    /** The version that a folder {@code <model>/versions/<version>} is, or null for a folder that stands elsewhere. */
    private static @Nullable ModelVersion placeOf(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        int names = path.getNameCount();
        if (names < 3 || !path.getName(names - 2).toString().equals("versions")) {
            return null;
        }
        String model = path.getName(names - 3).toString();
        String version = path.getName(names - 1).toString();
        return ModelVersion.isModelName(model) && ModelVersion.isVersionName(version)
                ? new ModelVersion(model, version)
                : null;
    }
}
