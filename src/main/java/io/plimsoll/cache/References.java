package io.plimsoll.cache;

import io.plimsoll.store.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the instances on a volume use, by digests of manifests and of files: each writes its own file, and reads those
 * of the others before it evicts. A file that was not renewed for a day is of an instance that is gone.
 *
 * <p>The time of a version's folder is when it was last named here. A file that cannot be written is logged and no
 * more: this instance knows what it uses, and the others wait a day.
 */
final class References {

    /** How long after the last reference another instance may still come back for what it named. */
    static final Duration GRACE = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(References.class);

    private final Layout layout;
    private final Staging staging;

    /** Guarded by this, as are the next three. */
    private final List<Set<String>> held = new ArrayList<>();

    private Set<String> kept = Set.of();
    private Set<String> written = Set.of();
    private boolean open;

    References(Layout layout, Staging staging) {
        this.layout = layout;
        this.staging = staging;
    }

    /**
     * What others use.
     *
     * @param present whether there are others
     */
    record Others(boolean present, Set<String> names) {}

    /** Keeps what this instance used when it ended, until it says what it keeps; until then, nothing is written. */
    synchronized void open() throws IOException {
        open = true;
        Path own = own();
        kept = Files.exists(own) ? read(own) : Set.of();
        renew();
    }

    /** Names what is kept though nobody holds it. */
    synchronized void keep(Set<String> digests) {
        kept = Set.copyOf(digests);
        writeChanges();
    }

    /** Names what somebody uses, until he drops it. */
    synchronized void hold(Set<String> names) {
        held.add(names);
        writeChanges();
    }

    synchronized void drop(Set<String> names) {
        held.remove(names);
        writeChanges();
    }

    /** All that this instance uses. */
    synchronized Set<String> names() {
        var names = new TreeSet<>(kept);
        held.forEach(names::addAll);
        return names;
    }

    private void writeChanges() {
        if (!names().equals(written)) {
            renew();
        }
    }

    /** Writes what is named, and the time of what is or was. */
    synchronized void renew() {
        if (!open) {
            return;
        }
        Set<String> names = names();
        try {
            FileTime now = FileTime.from(staging.now());
            var touched = new HashSet<>(written);
            touched.addAll(names);
            for (String name : touched) {
                Path version = layout.version(name);
                if (Files.isDirectory(version)) {
                    Files.setLastModifiedTime(version, now);
                }
            }
            DurableFile.put(own(), String.join("\n", names).getBytes(StandardCharsets.UTF_8));
            written = names;
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", own(), e.toString());
        }
    }

    /**
     * What the other instances use.
     *
     * @throws IOException if that cannot be told, so that nothing may be evicted
     */
    Others others() throws IOException {
        Instant gone = staging.now().minus(GRACE);
        boolean present = false;
        var names = new HashSet<String>();
        for (Path file : Staging.entries(layout.references())) {
            boolean other =
                    !file.equals(own()) && !file.getFileName().toString().startsWith(".");
            if (other && !Files.getLastModifiedTime(file).toInstant().isBefore(gone)) {
                present = true;
                names.addAll(read(file));
            }
        }
        return new Others(present, names);
    }

    private Path own() {
        return layout.references().resolve(layout.instance());
    }

    private static Set<String> read(Path file) throws IOException {
        return Set.copyOf(new HashSet<>(Files.readAllLines(file)));
    }
}
