package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.lifecycle.VersionOrder;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches the newest version of a model in a folder without a release log, which is how a package is worked on: files
 * that change are served anew once they have been at rest for one look.
 */
final class FolderWatch implements ModelWatch {

    private final FolderStore store;
    private final String model;
    private @Nullable String seen;
    private @Nullable String served;
    private @Nullable Assignment assignment;

    FolderWatch(FolderStore store, String model) {
        this.store = store;
        this.model = model;
    }

    @Override
    public @Nullable Assignment look() throws StoreException {
        ModelVersion newest = newest();
        if (newest == null) {
            return assignment;
        }
        Path folder = store.path(Repository.prefix(newest));
        String now = newest + " " + traces(folder);
        // The first look serves at once: nobody is writing yet, or the next look sees it.
        boolean rests = seen == null || now.equals(seen);
        seen = now;
        if (rests && !now.equals(served)) {
            assignment = Assignment.of(new PinnedVersion(newest, digest(newest, folder)));
            served = now;
        }
        return assignment;
    }

    private @Nullable ModelVersion newest() throws StoreException {
        return switch (new Repository(store).versions(model)) {
            case Listing.Listed(var names, var _)
            when !names.isEmpty() -> new ModelVersion(model, Collections.max(names, VersionOrder.OLDEST_FIRST));
            case Listing.Listed _, Listing.Empty _ -> null;
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
        };
    }

    /** Changes with every write to a file of the version. */
    private static String traces(Path folder) throws StoreException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> traces = files.sorted().map(FolderWatch::trace).toList();
            return traces.toString();
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(Fault.UNFIT, "cannot look at " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String trace(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file + " " + seen.size() + " " + seen.lastModifiedTime() + " " + seen.fileKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was published stands in its manifest; what was not gets the manifest that it would have. */
    private static String digest(ModelVersion version, Path folder) throws StoreException {
        try {
            PackageFiles files = PackageFiles.list(folder);
            return ManifestReader.read(files, version) instanceof ManifestReading.Valid(Manifest manifest)
                    ? manifest.digest()
                    : Manifest.compute(version, files).digest();
        } catch (IOException e) {
            throw new StoreException(Fault.UNFIT, "cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
