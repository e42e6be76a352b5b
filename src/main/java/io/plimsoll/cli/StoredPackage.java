package io.plimsoll.cli;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.ExpectedAnswers;
import io.plimsoll.lifecycle.VersionContract;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.TemporaryCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a repository holds of a version for those who ask it: its golden rows and its baseline. */
sealed interface StoredPackage {

    /** Rows to send, and what the version measured, or null if nobody measured it. */
    record Found(ExpectedAnswers answers, @Nullable Baseline baseline) implements StoredPackage {}

    /** The version is not there. */
    record Absent() implements StoredPackage {}

    /** It is there and of no use for this. */
    record Refused(List<String> reasons) implements StoredPackage {}

    /**
     * Reads a version; one in a folder may be unpublished.
     *
     * @throws IOException if the repository or the disk fails
     */
    static StoredPackage read(Repository repository, ModelVersion version) throws IOException {
        if (repository.store() instanceof FolderStore store) {
            Path folder = store.path(Repository.prefix(version));
            return Files.isDirectory(folder) ? read(folder, version) : new Absent();
        }
        return switch (ManifestReader.read(repository.store(), version)) {
            case ManifestReading.Absent() -> new Absent();
            case ManifestReading.Invalid(var problems) -> new Refused(problems);
            case ManifestReading.Valid(Manifest manifest) -> fetched(repository, manifest);
        };
    }

    private static StoredPackage fetched(Repository repository, Manifest manifest) throws IOException {
        try (TemporaryCopy copy = TemporaryCopy.of(repository, manifest)) {
            boolean written = manifest.files().containsKey(PackageFiles.CONTRACT);
            copy.fetch(file -> file.endsWith(".json") || file.equals(PackageFiles.CONTRACT));
            Set<String> further = Set.of(PackageFiles.GRAPH, PackageFiles.SAMPLES);
            if (written && VersionContract.read(copy.folder()) instanceof VersionContract.Found(Contract contract)) {
                // Weights that lie beside the graph are large, and say nothing of what is answered.
                further = Set.of(contract.graph(), contract.samplesOrDefault().file());
            }
            copy.fetch(further::contains);
            return read(copy.folder(), manifest.version());
        }
    }

    private static StoredPackage read(Path folder, ModelVersion version) throws IOException {
        return switch (ExpectedAnswers.read(folder, version)) {
            case ExpectedAnswers.Reading.None(var reasons) -> new Refused(reasons);
            case ExpectedAnswers.Reading.Found(var answers) -> new Found(answers, Baseline.read(folder));
        };
    }
}
