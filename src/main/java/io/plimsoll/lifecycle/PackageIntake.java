package io.plimsoll.lifecycle;

import io.plimsoll.cache.CacheVolume;
import io.plimsoll.cache.CachedVersion;
import io.plimsoll.cache.Marks;
import io.plimsoll.cache.Verdicts;
import io.plimsoll.store.Download;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.PublishedVerdict;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the files of a version from the repository to the cache volume; those that are there need no repository. */
public final class PackageIntake {

    private static final Logger LOG = LoggerFactory.getLogger(PackageIntake.class);

    private final Repository repository;
    private final CacheVolume cache;

    public PackageIntake(Repository repository, CacheVolume cache) {
        this.repository = repository;
        this.cache = cache;
    }

    /**
     * The files of a version, each as its manifest says.
     *
     * @throws StoreException if they cannot be had, or are others than those that were pinned
     * @throws io.plimsoll.cache.CacheException if this machine has no room for them
     * @throws IOException if a folder under development cannot be read
     */
    CachedVersion bring(PinnedVersion version) throws IOException {
        PackageFiles folder = repository.store() instanceof FolderStore store ? list(store, version) : null;
        Manifest here = cache.manifest(version.manifest());
        Manifest manifest = here != null && here.version().equals(version.id()) ? here : manifest(version, folder);
        try {
            return cache.bring(manifest, Download.from(repository.store()));
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    Fault.AWAY, "the repository lacks a file of " + version.id() + ": " + e.getMessage(), e);
        }
    }

    /** A folder may hold what no manifest speaks of, such as a link. */
    private static @Nullable PackageFiles list(FolderStore store, PinnedVersion version) throws IOException {
        PackageFiles files;
        try {
            files = PackageFiles.list(store.path(Repository.prefix(version.id())));
        } catch (IOException e) {
            // What is here serves although it is gone there.
            LOG.warn("the folder of {} cannot be read: {}", version.id(), e.toString());
            return null;
        }
        if (!files.problems().isEmpty()) {
            throw unfit(files.problems());
        }
        return files;
    }

    private Manifest manifest(PinnedVersion version, @Nullable PackageFiles folder) throws IOException {
        Manifest manifest = switch (ManifestReader.read(repository.store(), version.id())) {
            case ManifestReading.Invalid(var problems) -> throw unfit(problems);
            case ManifestReading.Valid(Manifest found) -> {
                List<String> problems = folder == null ? List.of() : found.check(folder);
                if (!problems.isEmpty()) {
                    throw unfit(problems);
                }
                yield found;
            }
            case ManifestReading.Absent() -> {
                if (folder == null) {
                    throw new StoreException(Fault.AWAY, "the repository has no manifest of " + version.id() + " yet");
                }
                LOG.info("{} has no manifest; it gets the one that it would be published with", version.id());
                yield Manifest.compute(version.id(), folder);
            }
        };
        if (!manifest.digest().equals(version.manifest())) {
            throw folder == null || isReleased(version)
                    ? unfit(List.of("the files of " + version.id()
                            + " in the repository are not those that were released: the manifest is another"))
                    : new StoreException(Fault.AWAY, "the folder of " + version.id() + " is changing");
        }
        return manifest;
    }

    /** Whether a record names the files of the version, which have to stay as they were then; else they may change. */
    private boolean isReleased(PinnedVersion version) {
        return !(repository.releases(version.id().model()) instanceof Listing.Empty);
    }

    /** What must stay on the volume: what serves, and what a rollback goes to. */
    void protect(Collection<Assignment> assignments) {
        cache.protect(assignments.stream()
                .flatMap(assignment -> Stream.concat(
                        Stream.of(assignment.stable()),
                        assignment.previous().stream().limit(1)))
                .map(PinnedVersion::manifest)
                .collect(Collectors.toSet()));
    }

    /** Says that what is here is still in use, to other processes on the volume. */
    void renew() {
        cache.renew();
    }

    /** Where the crash guard leaves word. */
    Marks marks() {
        return cache.marks();
    }

    /** Whether a version was proved by a process of this kind when it was published. */
    boolean published(PinnedVersion version) {
        PublishedVerdict here = Kind.ofThisProcess();
        try {
            return !here.service().equals(Kind.DEVELOPMENT)
                    && here.equals(PublishedVerdict.read(repository.store(), version.id(), version.manifest()));
        } catch (StoreException e) {
            // What nobody can look up is found out here.
            return false;
        }
    }

    /** What became of proofs of the versions on the volume. */
    Verdicts verdicts() {
        return cache.verdicts();
    }

    private static StoreException unfit(List<String> problems) {
        return new StoreException(Fault.UNFIT, String.join("; ", problems));
    }
}
