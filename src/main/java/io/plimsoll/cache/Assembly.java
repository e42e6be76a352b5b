package io.plimsoll.cache;

import io.plimsoll.store.DurableFile;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.Manifest.Entry;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.ManifestWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of versions, made of blobs by hard link, or by copy where there are no links: ONNX Runtime refuses
 * symbolic ones. A folder appears whole, with the manifest that it was made by.
 */
final class Assembly {

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Layout layout;
    private final Staging staging;
    private final Checks checks;

    Assembly(Layout layout, Staging staging, Checks checks) {
        this.layout = layout;
        this.staging = staging;
        this.checks = checks;
    }

    /** The manifest that the folder of a version was made by, or null if there is none that bears this digest. */
    static @Nullable Manifest manifest(Path folder) throws IOException {
        return ManifestReader.read(folder) instanceof ManifestReading.Valid(Manifest manifest)
                        && folder.endsWith(manifest.digest())
                ? manifest
                : null;
    }

    /** Whether the folder of a version is there with all of its files as they should be, and no other. */
    boolean whole(Manifest manifest) throws IOException {
        Path folder = layout.version(manifest.digest());
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !manifest.equals(manifest(folder))) {
            return false;
        }
        for (Map.Entry<String, Entry> file : manifest.files().entrySet()) {
            if (!checks.fits(folder.resolve(file.getKey()), file.getValue())) {
                return false;
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                            .count()
                    == manifest.files().size() + 1;
        }
    }

    /** Makes the folder of a version whose blobs are all there, in place of one that is not whole. */
    void assemble(Manifest manifest) throws IOException {
        Path place = layout.version(manifest.digest());
        Path workspace = staging.workspace();
        try {
            Path made = workspace.resolve("made");
            make(made, manifest);
            if (whole(manifest)) {
                // Another process was faster.
                return;
            }
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                LOG.warn("{} is not what it was when it was assembled, and is assembled again", place);
                Files.move(place, workspace.resolve("wrong"), StandardCopyOption.ATOMIC_MOVE);
            }
            move(made, place, manifest);
        } finally {
            Staging.remove(workspace);
        }
    }

    private void make(Path folder, Manifest manifest) throws IOException {
        Set<Path> folders = new HashSet<>();
        for (Map.Entry<String, Entry> each : manifest.files().entrySet()) {
            Path file = folder.resolve(each.getKey());
            if (folders.add(file.getParent())) {
                Files.createDirectories(file.getParent());
            }
            put(file, layout.blob(each.getValue().sha256()));
        }
        ManifestWriter.put(folder, manifest);
        for (Path each : folders) {
            DurableFile.forceFolder(each.resolve("any"));
        }
    }

    private static void put(Path file, Path blob) throws IOException {
        if (!link(file, blob)) {
            Files.copy(blob, file);
        }
    }

    /** Gives a file a second name, if the file system can; whether it did. */
    static boolean link(Path link, Path file) throws IOException {
        try {
            Files.createLink(link, file);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            LOG.debug("{} has no links", file, e);
            return false;
        }
    }

    private void move(Path made, Path place, Manifest manifest) throws IOException {
        try {
            Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // And may have been so since.
            if (!whole(manifest)) {
                throw e;
            }
        }
        DurableFile.forceFolder(place);
    }
}
