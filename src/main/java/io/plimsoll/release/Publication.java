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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts a version into a repository so that readers see all of it or nothing. Whoever publishes claims the version
 * first, by the digest of what its authors wrote; then come the files, none of which replaces another, and the manifest
 * last. Killed anywhere, it goes on when it is run again; of two at once with the same files both succeed, with others
 * one.
 */
public final class Publication {

    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Store store;
    private final ModelVersion version;
    private final Path folder;
    private final byte[] baseline;
    private final Map<String, ?> remarks;

    /**
     * A publication that has not begun.
     *
     * @param folder of the package, which was verified
     * @param baseline what was measured, as JSON
     * @param remarks what else the manifest shall say
     */
    public Publication(
            Repository repository, ModelVersion version, Path folder, byte[] baseline, Map<String, ?> remarks) {
        this.store = repository.store();
        this.version = version;
        this.folder = folder;
        this.baseline = baseline;
        this.remarks = remarks;
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
            return published.ofAuthors().equals(authors)
                    ? new Outcome.Published(pinned(published), true)
                    : new Outcome.Refused(version + " is published already, with other files: a version never changes;"
                            + " give yours another name");
        }
        String claimed = claim(authors.digest(), who, now);
        if (claimed != null && !abandon) {
            return new Outcome.Refused(claimed);
        }
        if (claimed != null) {
            throwAway();
            store.put(key(PackageFiles.CLAIM), claimOf(authors.digest(), who, now));
        }
        return upload(authors);
    }

    private Outcome upload(Manifest authors) throws IOException {
        SortedMap<String, Manifest.Entry> files = new TreeMap<>(authors.files());
        for (Map.Entry<String, Manifest.Entry> file : files.entrySet()) {
            if (!store.upload(key(file.getKey()), folder.resolve(file.getKey()))
                    && !stored(file.getKey()).equals(file.getValue())) {
                return new Outcome.Refused(file.getKey()
                        + " is there already and is another file; --abandon throws away" + " what was begun before");
            }
        }
        // Two that publish the same at once measure differently: the first baseline is that of the version.
        store.create(key(PackageFiles.BASELINE), baseline);
        files.put(PackageFiles.BASELINE, stored(PackageFiles.BASELINE));
        if (!authors.digest().equals(claimant())) {
            return new Outcome.Refused("another publisher has thrown this publication away meanwhile");
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

    /** Claims the version; null if that did, or why not. */
    private @Nullable String claim(String digest, String who, Instant now) throws StoreException {
        store.create(key(PackageFiles.CLAIM), claimOf(digest, who, now));
        String claimant = claimant();
        return digest.equals(claimant)
                ? null
                : "somebody else is publishing " + version
                        + " with other files, or was and did not finish; --abandon throws" + " that away";
    }

    /** Whose files are being published, or null without a claim. */
    private @Nullable String claimant() throws StoreException {
        if (store.read(key(PackageFiles.CLAIM), MOST_BYTES, null) instanceof Store.Reading.Found(byte[] bytes, var _)) {
            try {
                return JSON.readTree(bytes).path("authors").stringValue("");
            } catch (JacksonException e) {
                return "";
            }
        }
        return null;
    }

    private static byte[] claimOf(String digest, String who, Instant now) {
        return JSON.writeValueAsBytes(Map.of("format", 1, "authors", digest, "by", who, "at", now.toString()));
    }

    /** Only what no manifest speaks of is ever thrown away. */
    private void throwAway() throws StoreException {
        switch (store.objects(Repository.prefix(version))) {
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
            case Listing.Empty() -> {}
            case Listing.Listed(List<String> names, var _) -> {
                for (String name : names) {
                    store.delete(key(name));
                }
            }
        }
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
