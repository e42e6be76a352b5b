package io.plimsoll.cache;

import io.plimsoll.store.Download;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.Manifest.Entry;
import io.plimsoll.store.ManifestWriter;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache volume of a process: a folder in which versions lie ready to load, checked and whole, and in which a
 * process finds what it knew when it starts again. Several instances may share one. It may end at any moment: what is
 * there has been written whole, and what is not is fetched again.
 *
 * <p>Open it before use. Safe for use by many threads.
 */
public final class CacheVolume implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CacheVolume.class);

    /** Two processes that find the same file broken may each take away what the other has put in its place. */
    private static final int MOST_ATTEMPTS = 3;

    private final Layout layout;
    private final Staging staging;
    private final References references;
    private final Space space;
    private final Blobs blobs;
    private final Assembly assembly;
    private final Turns turns = new Turns();
    private final InstantSource clock;
    private final Verdicts verdicts;
    private final Marks marks;
    private volatile boolean readOnly;
    private volatile boolean links;

    /**
     * A volume that nobody has touched yet.
     *
     * @param maxBytes that it may hold
     * @param instance names this process among those that use the volume at the same time; the same after a restart
     */
    public CacheVolume(Path root, long maxBytes, String instance, InstantSource clock) {
        layout = new Layout(root, instance);
        var checks = new Checks();
        staging = new Staging(layout);
        references = new References(layout, staging);
        space = new Space(layout, maxBytes, staging, references);
        blobs = new Blobs(layout, staging, checks);
        assembly = new Assembly(layout, staging, checks);
        this.clock = clock;
        verdicts = new Verdicts(layout, clock);
        marks = new Marks(layout, clock);
    }

    /**
     * Makes its folders, proves that it can be written, and removes what killed processes left. A volume that cannot be
     * written serves what it holds.
     *
     * @throws CacheException if it cannot be written and holds nothing
     */
    public void open() throws IOException {
        try {
            for (Path folder : layout.folders()) {
                Files.createDirectories(folder);
            }
            links = linksWork();
        } catch (IOException e) {
            String reason = "the cache volume " + layout.root() + " cannot be written: " + e;
            if (!Files.isDirectory(layout.versions())) {
                throw new CacheException(CacheException.Fault.READ_ONLY, reason, e);
            }
            readOnly = true;
            LOG.warn("{}; what it holds is served", reason);
            return;
        }
        references.open();
        try {
            staging.sweep();
            verdicts.sweep(staging.now());
        } catch (IOException e) {
            // What another user's process left stays, and takes room.
            LOG.warn("the cache volume {} cannot be cleaned up: {}", layout.root(), e.toString());
        }
    }

    private boolean linksWork() throws IOException {
        Path workspace = staging.workspace();
        try {
            Path file = Files.createFile(workspace.resolve("file"));
            return Assembly.link(workspace.resolve("link"), file);
        } finally {
            Staging.remove(workspace);
        }
    }

    /**
     * Brings a version: what is here is checked, what is missing is downloaded, and what nothing protects leaves if
     * there is no room. Close what comes back once the version is not in use any more.
     *
     * @throws StoreException if the files cannot be had, or are not those of the manifest
     * @throws CacheException if there is no room for them, or the disk fails
     */
    public CachedVersion bring(Manifest manifest, Download download) throws IOException {
        checkPaths(manifest);
        Set<String> names = names(manifest);
        references.hold(names);
        var version = new CachedVersion(layout.version(manifest.digest()), () -> references.drop(names));
        boolean brought = false;
        try {
            fill(manifest, download);
            brought = true;
            return version;
        } catch (StoreException | CacheException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new CacheException(
                    CacheException.Fault.DISK, "the cache volume " + layout.root() + " fails: " + e, e);
        } finally {
            if (!brought) {
                version.close();
            }
        }
    }

    /** A manifest that names a file outside its version ends here. */
    private static void checkPaths(Manifest manifest) throws StoreException {
        for (String file : manifest.files().keySet()) {
            Repository.key(manifest.version(), file);
        }
    }

    private static Set<String> names(Manifest manifest) {
        var names = new HashSet<String>();
        names.add(manifest.digest());
        manifest.files().values().forEach(file -> names.add(file.sha256()));
        return Set.copyOf(names);
    }

    private void fill(Manifest manifest, Download download) throws IOException {
        String digest = manifest.digest();
        turns.take(digest);
        try {
            for (int attempt = 1; !assembly.whole(manifest); attempt++) {
                if (readOnly) {
                    throw new CacheException(
                            CacheException.Fault.READ_ONLY,
                            "the cache volume " + layout.root() + " cannot be written, and does not hold "
                                    + manifest.version());
                }
                if (attempt > MOST_ATTEMPTS) {
                    throw new IOException(layout.version(digest) + " is not what was written to it");
                }
                write(manifest, download);
            }
        } finally {
            turns.giveBack(digest);
        }
    }

    private void write(Manifest manifest, Download download) throws IOException {
        try (Space.Reservation _ = space.reserve(manifest.version(), missing(manifest))) {
            for (Map.Entry<String, Entry> file : manifest.files().entrySet()) {
                blobs.bring(Repository.key(manifest.version(), file.getKey()), file.getValue(), download);
            }
            assembly.assemble(manifest);
        } catch (NoSuchFileException e) {
            LOG.info("{} was taken away by another process", e.getFile());
        }
    }

    /** What must be written: blobs, the manifest, and where there are no links, every file once more. */
    private Map<String, Long> missing(Manifest manifest) {
        var missing = new HashMap<String, Long>();
        long own = ManifestWriter.write(manifest, Map.of()).length;
        for (Entry file : manifest.files().values()) {
            own += links ? 0 : file.size();
            if (!blobs.holds(file)) {
                missing.put(file.sha256(), file.size());
            }
        }
        missing.put(manifest.digest(), own);
        return missing;
    }

    /**
     * The manifest of a version that is here, or null; with it, a version is brought without a store.
     *
     * @param digest of the manifest
     */
    public @Nullable Manifest manifest(String digest) throws IOException {
        return Entry.isDigest(digest) ? Assembly.manifest(layout.version(digest)) : null;
    }

    /**
     * Whether a version is here whole, so that it would be brought without a store. A file is hashed once in a process.
     *
     * @param digest of its manifest
     */
    public boolean holds(String digest) throws IOException {
        Manifest here = manifest(digest);
        return here != null && assembly.whole(here);
    }

    /**
     * Protects versions from eviction, and no others than those that are held. Until the first call, those of the
     * process's last run are protected.
     *
     * @param digests of their manifests
     */
    public void protect(Set<String> digests) {
        references.keep(digests);
    }

    /** Tells the other instances that this one still uses what it uses; to be called every hour. */
    public void renew() {
        references.renew();
    }

    /** What it takes on the disk, each file once. */
    public long bytes() throws IOException {
        return Inventory.bytes(layout.root(), null);
    }

    /** Whether it cannot be written, and serves what it holds. */
    public boolean readOnly() {
        return readOnly;
    }

    /** What became of proofs. */
    public Verdicts verdicts() {
        return verdicts;
    }

    /** The last good release records of the repository in a place. */
    public Records records(String repository) {
        return new Records(layout.records(repository), clock);
    }

    /** The crash guard's marks of this instance. */
    public Marks marks() {
        return marks;
    }

    /** Removes what is half done. What it uses stays named: it may start again. */
    @Override
    public void close() throws IOException {
        if (!readOnly) {
            Staging.remove(layout.ownStaging());
        }
    }
}
