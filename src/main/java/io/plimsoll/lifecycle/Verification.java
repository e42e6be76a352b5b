package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<String> misnamed = misnamed(folder);
        if (!misnamed.isEmpty()) {
            var checks = new Checks();
            checks.failed("name", "the service finds no version in this place", misnamed);
            return checks.report(null);
        }
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
    static @Nullable ModelVersion placeOf(Path folder) {
        Path path = inRepository(folder);
        return path == null
                ? null
                : new ModelVersion(path.getName(0).toString(), path.getName(2).toString());
    }

    /** Why the service would pass a folder of its repository over; empty if it would not. */
    static List<String> misnamed(Path folder) {
        Path path = inRepository(folder);
        if (path == null) {
            return List.of();
        }
        var problems = new ArrayList<String>();
        String model = path.getName(0).toString();
        String version = path.getName(2).toString();
        if (!ModelVersion.isModelName(model)) {
            problems.add(model + " is not a model's name: it has lower-case letters, digits and hyphens, at most 63");
        }
        if (!ModelVersion.isVersionName(version)) {
            problems.add(version + " is not a version's name: it has letters, digits, dots, underscores and hyphens,"
                    + " at most 64");
        }
        return problems;
    }

    /** The last three steps of a path as a repository has them, or null. */
    private static @Nullable Path inRepository(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        int names = path.getNameCount();
        return names >= 3 && path.getName(names - 2).toString().equals(Repository.VERSIONS)
                ? path.subpath(names - 3, names)
                : null;
    }
}
