package io.plimsoll.cache;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.store.DurableFile;
import io.plimsoll.store.Manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good release records of each model of a repository, for a start without the store, and when the store last
 * confirmed that no other follows.
 */
public final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    /** Of each model: the newest may be one that an older build, after a step back, cannot read. */
    static final int MOST_KEPT = 4;

    /** A disk need not hear of every poll. */
    private static final Duration CONFIRMED_OFTEN_ENOUGH = Duration.ofMinutes(1);

    private static final int DIGITS = 19;
    private static final Pattern NAME = Pattern.compile("[0-9]{" + DIGITS + "}\\.[0-9a-f]{64}");
    private static final String CONFIRMED = "confirmed.json";

    private final Path root;
    private final InstantSource clock;

    Records(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /** How the time of a confirmation is written. */
    private record Confirmation(long revision, Instant at) {}

    /**
     * Keeps a record that was read and believed just now, and so confirms it; older ones leave.
     *
     * @throws IOException if the volume cannot be written
     */
    public synchronized void keep(String model, long revision, byte[] bytes) throws IOException {
        Path file = folder(model)
                .resolve(String.format(
                        "%0" + DIGITS + "d.%s", revision, Entry.of(bytes).sha256()));
        if (!fits(file)) {
            DurableFile.put(file, bytes);
        }
        // What is beyond the newest is of a log that was longer once; counted, it would make this one leave.
        for (Path each : files(model)) {
            if (revision(each) > revision) {
                Files.deleteIfExists(each);
            }
        }
        List<Path> all = files(model);
        for (int i = 0; i < all.size(); i++) {
            Path each = all.get(i);
            if (i < all.size() - MOST_KEPT || (revision(each) == revision && !each.equals(file))) {
                Files.deleteIfExists(each);
            }
        }
        confirm(model, revision);
    }

    /**
     * Says that a record is still the newest, by the store, now.
     *
     * @throws IOException if the volume cannot be written
     */
    public synchronized void confirm(String model, long revision) throws IOException {
        Instant now = clock.instant();
        Confirmation last = JsonFile.read(folder(model).resolve(CONFIRMED), Confirmation.class);
        if (last == null
                || last.at() == null
                || last.revision() != revision
                || Duration.between(last.at(), now).abs().compareTo(CONFIRMED_OFTEN_ENOUGH) >= 0) {
            JsonFile.put(folder(model).resolve(CONFIRMED), new Confirmation(revision, now));
        }
    }

    /** When the store last confirmed a record of a model, to the minute, or null if it never did. */
    public @Nullable Instant confirmed(String model) {
        Confirmation last = JsonFile.read(folder(model).resolve(CONFIRMED), Confirmation.class);
        return last == null ? null : last.at();
    }

    /** The models of which records are kept. */
    public List<String> models() throws IOException {
        return Staging.entries(root).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(ModelVersion::isModelName)
                .toList();
    }

    /**
     * The records of a model, newest first. Those whose bytes have changed since are left out, and those beyond the
     * last one that was confirmed: the log was longer once, before it began anew.
     */
    public synchronized List<KeptRecord> of(String model) throws IOException {
        var records = new ArrayList<KeptRecord>();
        Confirmation last = JsonFile.read(folder(model).resolve(CONFIRMED), Confirmation.class);
        for (Path file : files(model).reversed()) {
            if (last != null && revision(file) > last.revision()) {
                continue;
            }
            if (fits(file)) {
                records.add(new KeptRecord(model, revision(file), Files.readAllBytes(file)));
            } else {
                LOG.warn("{} is not what was kept, and counts for nothing", file);
            }
        }
        return records;
    }

    /** Oldest first. */
    private List<Path> files(String model) throws IOException {
        return Staging.entries(folder(model)).stream()
                .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    private static long revision(Path file) {
        return Long.parseLong(file.getFileName().toString(), 0, DIGITS, 10);
    }

    /** Whether the bytes are those that the name tells. */
    private static boolean fits(Path file) throws IOException {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && Entry.of(file).sha256().equals(name.substring(DIGITS + 1));
    }

    private Path folder(String model) {
        if (!ModelVersion.isModelName(model)) {
            throw new IllegalArgumentException("not a model name: " + model);
        }
        return root.resolve(model);
    }
}
