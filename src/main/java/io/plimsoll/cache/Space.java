package io.plimsoll.cache;

import io.plimsoll.cache.References.Others;
import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound of a volume. Room is reserved before anything is written: if there is none, what nothing protects leaves,
 * and if that would not do, all stays and the newcomer is refused. What other instances write at the same moment counts
 * once it is written.
 */
final class Space {

    private static final Logger LOG = LoggerFactory.getLogger(Space.class);

    private final Layout layout;
    private final long maxBytes;
    private final Staging staging;
    private final References references;

    /** What is to be written, by the digests of blobs and of versions; guarded by {@link #references}. */
    private final List<Map<String, Long>> reserved = new ArrayList<>();

    Space(Layout layout, long maxBytes, Staging staging, References references) {
        this.layout = layout;
        this.maxBytes = maxBytes;
        this.staging = staging;
        this.references = references;
    }

    /** Room for files that are not all there yet. */
    interface Reservation extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Makes room. Nobody of this process begins to use anything meanwhile.
     *
     * @param wanted digests of blobs and of versions → bytes
     * @throws CacheException if there is none
     */
    Reservation reserve(ModelVersion version, Map<String, Long> wanted) throws IOException {
        synchronized (references) {
            reserved.add(wanted);
            boolean done = false;
            try {
                makeRoom(version);
                done = true;
            } finally {
                if (!done) {
                    reserved.remove(wanted);
                }
            }
        }
        return () -> {
            synchronized (references) {
                reserved.remove(wanted);
            }
        };
    }

    private void makeRoom(ModelVersion version) throws IOException {
        Inventory inventory = Inventory.read(layout);
        long used = Inventory.bytes(layout.root(), layout.ownStaging());
        long wanted = wanted(inventory);
        // A disk may be smaller than what the volume may grow to, or be shared.
        long free = Files.getFileStore(layout.root()).getUsableSpace();
        long missing = Math.max(used + wanted - maxBytes, wanted - free);
        if (missing <= 0) {
            return;
        }
        Others others = references.others();
        var named = new HashSet<>(references.names());
        named.addAll(others.names());
        Instant horizon = others.present() ? staging.now().minus(References.GRACE) : Instant.MAX;
        Eviction eviction = Eviction.plan(inventory, named, horizon, missing);
        if (eviction.freed() < missing || evict(eviction) > 0) {
            throw new CacheException(
                    CacheException.Fault.FULL,
                    "the cache volume %s may hold %d bytes, and its disk has %d left: %d are used, of which %d may go, and %s needs %d more"
                            .formatted(layout.root(), maxBytes, free, used, eviction.freed(), version, wanted));
        }
    }

    /** The bytes that were promised to somebody and are not there. */
    private long wanted(Inventory inventory) {
        var most = new HashMap<String, Long>();
        reserved.forEach(most::putAll);
        inventory
                .blobs()
                .forEach((digest, blob) ->
                        most.computeIfPresent(digest, (same, bytes) -> Math.max(0, bytes - blob.size())));
        inventory.versions().forEach(version -> most.remove(version.digest()));
        return most.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Something on its way out. */
    private record Leaving(String digest, Path place, Path out) {}

    /** Takes all out of sight first, and puts back what another instance has named meanwhile; how many those are. */
    private int evict(Eviction eviction) throws IOException {
        Path workspace = staging.workspace();
        var leaving = new ArrayList<Leaving>();
        boolean looked = false;
        try {
            for (String digest : eviction.versions()) {
                leaving.add(new Leaving(digest, layout.version(digest), workspace.resolve("version-" + digest)));
            }
            for (String digest : eviction.blobs()) {
                leaving.add(new Leaving(digest, layout.blob(digest), workspace.resolve("blob-" + digest)));
            }
            for (Leaving each : leaving) {
                move(each.place(), each.out());
            }
            Set<String> named = references.others().names();
            looked = true;
            int back = 0;
            for (Leaving each : leaving) {
                if (named.contains(each.digest()) && !Files.exists(each.place())) {
                    move(each.out(), each.place());
                    back++;
                } else {
                    LOG.info("evicted {}", each.place());
                }
            }
            return back;
        } finally {
            if (!looked) {
                // Nobody knows who uses them.
                for (Leaving each : leaving) {
                    move(each.out(), each.place());
                }
            }
            Staging.remove(workspace);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.debug("{} has left already", from);
        }
    }
}
