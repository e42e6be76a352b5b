package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.ManifestWriter;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts a version into a repository so that readers see all of it or nothing. Whoever publishes claims the version
 * first, by the digest of what its authors wrote; then come the files, none of which replaces another, and the manifest
 * last. Killed anywhere, it goes on when it is run again; of two at once with the same files both succeed, with others
 * one. Whoever throws another's work away takes its claim first, and then waits until a manifest that was on its way
 * has arrived.
 */
public final class Publication {

    /** Longer than a publisher takes from its last look at the claim to the end of its last write. */
    private static final Duration GRACE = Duration.ofSeconds(25);

    private static final int MOST_BYTES = 1 << 20;
    private static final String LOST = "another publisher has thrown this publication away meanwhile";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Store store;
    private final ModelVersion version;
    private final Path folder;
    private final byte[] baseline;
    private final Map<String, ?> remarks;
    private final Duration grace;

    /**
     * A publication that has not begun.
     *
     * @param folder of the package, which was verified
     * @param baseline what was measured, as JSON
     * @param remarks what else the manifest shall say
     */
    public Publication(
            Repository repository, ModelVersion version, Path folder, byte[] baseline, Map<String, ?> remarks) {
        this(repository, version, folder, baseline, remarks, GRACE);
    }

    /**
     * The same with another patience.
     *
     * @param grace for whoever is publishing, before his files are thrown away
     */
    Publication(
            Repository repository,
            ModelVersion version,
            Path folder,
            byte[] baseline,
            Map<String, ?> remarks,
            Duration grace) {
        this.store = repository.store();
        this.version = version;
        this.folder = folder;
        this.baseline = baseline;
        this.remarks = remarks;
        this.grace = grace;
    }

    /**
     * Says who publishes.
     *
     * @param format 1
     * @param authors the digest of what the authors wrote
     * @param clearing a random id while what another began is thrown away, or absent
     * @param by whom, for people
     * @param at when, for people
     */
    private record Claim(
            int format,
            @Nullable String authors,
            @Nullable String clearing,
            @Nullable String by,
            @Nullable String at) {

        Claim toClear(String id) {
            return new Claim(format, authors, id, by, at);
        }

        byte[] bytes() {
            return JSON.writeValueAsBytes(this);
        }
    }

    /** What came of it. */
    public sealed interface Outcome {

        /**
         * The version is in the repository, whole.
         *
         * @param before whether it had been there already, with the same files
         */
        record Published(PinnedVersion version, boolean before) implements Outcome {}

        /** It is not, or with other files. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Publishes the version.
     *
     * @param who publishes, for others to see while it goes on
     * @param abandon whether what another began with other files is thrown away
     * @throws IOException if the folder or the store cannot be read or written; run again, it goes on
     */
    public Outcome publish(String who, Instant now, boolean abandon) throws IOException {
        Manifest authors = Manifest.compute(version, PackageFiles.list(folder)).ofAuthors();
        Manifest published = published();
        if (published != null) {
            return published(authors, published);
        }
        var mine = new Claim(1, authors.digest(), null, who, now.toString());
        store.create(key(PackageFiles.CLAIM), mine.bytes());
        Claim there = claim();
        if (!isOf(authors, there) && !abandon) {
            return new Outcome.Refused("somebody else is publishing " + version
                    + " with other files, or was and did not finish; --abandon throws that away");
        }
        if (!isClaimed(authors, there)) {
            Outcome objection = clear(authors, mine.toClear(UUID.randomUUID().toString()));
            if (objection != null) {
                return objection;
            }
            store.put(key(PackageFiles.CLAIM), mine.bytes());
        }
        return upload(authors, abandon);
    }

    /** Throws away what another began; null if that is done, or what came between. */
    private @Nullable Outcome clear(Manifest authors, Claim clearing) throws IOException {
        store.put(key(PackageFiles.CLAIM), clearing.bytes());
        pause();
        Manifest published = published();
        if (published != null) {
            return published(authors, published);
        }
        for (String name : objects()) {
            if (!clearing.equals(claim())) {
                return new Outcome.Refused(LOST);
            }
            if (!name.equals(PackageFiles.CLAIM)) {
                store.delete(key(name));
            }
        }
        return null;
    }

    private Outcome published(Manifest authors, Manifest published) {
        return published.ofAuthors().equals(authors)
                ? new Outcome.Published(pinned(published), true)
                : new Outcome.Refused(version + " is published already, with other files: a version never changes;"
                        + " give yours another name");
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the other publisher was waited for");
        }
    }

    private Outcome upload(Manifest authors, boolean abandon) throws IOException {
        SortedMap<String, Manifest.Entry> files = new TreeMap<>(authors.files());
        for (Map.Entry<String, Manifest.Entry> file : files.entrySet()) {
            if (!isClaimed(authors, claim())) {
                return new Outcome.Refused(LOST);
            }
            if (!upload(file.getKey(), file.getValue()) && !(abandon && replaced(file.getKey(), file.getValue()))) {
                return new Outcome.Refused(file.getKey()
                        + " is there already and is another file; --abandon throws away" + " what was begun before");
            }
        }
        // Two that publish the same at once measure differently: the first baseline is that of the version.
        store.create(key(PackageFiles.BASELINE), baseline);
        files.put(PackageFiles.BASELINE, stored(PackageFiles.BASELINE));
        if (!isClaimed(authors, claim())) {
            return new Outcome.Refused(LOST);
        }
        var manifest = new Manifest(version, files);
        boolean first = store.create(key(PackageFiles.MANIFEST), ManifestWriter.write(manifest, remarks));
        Manifest there = published();
        if (there == null || !there.ofAuthors().equals(authors)) {
            return new Outcome.Refused("another publisher was faster, with other files");
        }
        // The claim stays: another publisher of the same files may be a step behind, and looks for it.
        return new Outcome.Published(pinned(there), !first);
    }

    /** Whether the file is there now, by this or an earlier run. */
    private boolean upload(String file, Manifest.Entry entry) throws IOException {
        return store.upload(key(file), folder.resolve(file)) || stored(file).equals(entry);
    }

    /** A write of the other that was under way when his claim was taken may come after all had been thrown away. */
    private boolean replaced(String file, Manifest.Entry entry) throws IOException {
        store.delete(key(file));
        return upload(file, entry);
    }

    private static PinnedVersion pinned(Manifest manifest) {
        return new PinnedVersion(manifest.version(), manifest.digest());
    }

    /** The manifest that is in the repository, or null. */
    private @Nullable Manifest published() throws StoreException {
        return switch (ManifestReader.read(store, version)) {
            case ManifestReading.Absent() -> null;
            case ManifestReading.Valid(Manifest manifest) -> manifest;
            case ManifestReading.Invalid(var problems) ->
                throw new StoreException(
                        Fault.UNFIT, "the repository has a manifest of " + version + " that is none: " + problems);
        };
    }

    private static boolean isOf(Manifest authors, @Nullable Claim claim) {
        return claim != null && authors.digest().equals(claim.authors());
    }

    private static boolean isClaimed(Manifest authors, @Nullable Claim claim) {
        return claim != null && isOf(authors, claim) && claim.clearing() == null;
    }

    /** Whose files are being published; null without a claim, or with one that nobody can read. */
    private @Nullable Claim claim() throws StoreException {
        try {
            return store.read(key(PackageFiles.CLAIM), MOST_BYTES, null)
                            instanceof Store.Reading.Found(byte[] bytes, var _)
                    ? JSON.readValue(bytes, Claim.class)
                    : null;
        } catch (JacksonException e) {
            return null;
        } catch (StoreException e) {
            if (e.fault() == Fault.UNFIT) {
                return null;
            }
            throw e;
        }
    }

    private List<String> objects() throws StoreException {
        return switch (store.objects(Repository.prefix(version))) {
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
            case Listing.Empty() -> List.of();
            case Listing.Listed(List<String> names, var _) -> names;
        };
    }

    private Manifest.Entry stored(String file) throws IOException {
        try (Store.Content content = store.open(key(file), 0, null)) {
            return Manifest.Entry.of(content.bytes());
        }
    }

    private String key(String file) throws StoreException {
        return Repository.key(version, file);
    }
}
