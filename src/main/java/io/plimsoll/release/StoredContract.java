package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.VersionContract;
import io.plimsoll.store.Download;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the contract of a published version, by way of a folder that lasts as long as the reading. */
final class StoredContract {

    private StoredContract() {}

    /**
     * The contract of a version.
     *
     * @throws IOException if its files cannot be had
     */
    static VersionContract read(Repository repository, Manifest manifest) throws IOException {
        Path temporary = Files.createTempDirectory("plimsoll-contract-");
        try {
            ModelVersion version = manifest.version();
            Path folder =
                    Files.createDirectories(temporary.resolve(version.model(), Repository.VERSIONS, version.version()));
            Download download = Download.from(repository.store());
            for (Map.Entry<String, Manifest.Entry> file : files(manifest)) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                download.fetch(Repository.key(version, file.getKey()), file.getValue(), target);
            }
            return VersionContract.read(folder);
        } finally {
            remove(temporary);
        }
    }

    /** With a contract the graph says nothing more, and may be large; its files of values are not. */
    private static List<Map.Entry<String, Manifest.Entry>> files(Manifest manifest) {
        boolean written = manifest.files().containsKey(PackageFiles.CONTRACT);
        return manifest.files().entrySet().stream()
                .filter(file -> written
                        ? file.getKey().endsWith(".json") || file.getKey().equals(PackageFiles.CONTRACT)
                        : file.getKey().equals(PackageFiles.GRAPH))
                .toList();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
