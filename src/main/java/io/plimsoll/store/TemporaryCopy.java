package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files of a published version, each as its manifest promises, in a folder that lasts until it is closed.
 *
 * @param folder of the version, in the layout of a repository
 * @param root what is removed
 */
public record TemporaryCopy(Repository repository, Manifest manifest, Path folder, Path root) implements AutoCloseable {

    /** A copy that holds nothing yet. */
    public static TemporaryCopy of(Repository repository, Manifest manifest) throws IOException {
        ModelVersion version = manifest.version();
        Path root = Files.createTempDirectory("plimsoll-version-");
        Path folder = Files.createDirectories(root.resolve(version.model(), Repository.VERSIONS, version.version()));
        return new TemporaryCopy(repository, manifest, folder, root);
    }

    /**
     * Fetches those files that are not there yet.
     *
     * @param wanted which of them, by their paths within the version
     * @throws IOException if they cannot be had
     */
    public void fetch(Predicate<String> wanted) throws IOException {
        Download download = Download.from(repository.store());
        for (Map.Entry<String, Manifest.Entry> file : manifest.files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            if (wanted.test(file.getKey()) && !Files.exists(target)) {
                Files.createDirectories(target.getParent());
                download.fetch(Repository.key(manifest.version(), file.getKey()), file.getValue(), target);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
