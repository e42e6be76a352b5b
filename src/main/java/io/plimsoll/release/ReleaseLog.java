package io.plimsoll.release;

import io.plimsoll.store.Listing;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The release log of one model in a store. A record is created once and never changed; a reader asks for the number
 * after the one it knows, and "not there" means no change.
 */
public final class ReleaseLog {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseLog.class);

    /** Stands for the digest of what no reader takes in: the record behind it must follow something. */
    private static final String UNKNOWN_SHA256 = "0".repeat(64);

    /** More of them in a row are what a store says of every key. */
    private static final int MOST_UNFIT = 16;

    private final Repository repository;
    private final String model;

    public ReleaseLog(Repository repository, String model) {
        this.repository = repository;
        this.model = model;
    }

    /**
     * The end of the log, found without a position to start from.
     *
     * @throws StoreException if the store cannot be read
     */
    public LogPosition end() throws StoreException {
        SortedSet<Long> listed = listed();
        long newest = unbroken(listed);
        // The newest may be one that this build cannot read: then one before it says what serves.
        for (long revision = newest; listed.contains(revision); revision--) {
            LogPosition found = readable(revision) ? read(behind(revision - 1), newest) : LogPosition.START;
            if (found.state() != null) {
                return found;
            }
        }
        return read(LogPosition.START, newest);
    }

    /** Behind one record, of which those before it are not known. */
    private LogPosition behind(long revision) throws StoreException {
        if (revision == 0) {
            return LogPosition.START;
        }
        return switch (item(revision)) {
            case Absent() -> new LogPosition(revision, null, null, null);
            case Unfit(var _) -> new LogPosition(revision, UNKNOWN_SHA256, null, null);
            case Found(byte[] bytes) -> {
                String sha256 = RecordFormat.sha256(bytes);
                yield RecordFormat.read(bytes, revision) instanceof RecordReading.Readable(ReleaseRecord release)
                        ? new LogPosition(revision, sha256, release, sha256)
                        : new LogPosition(revision, sha256, null, null);
            }
        };
    }

    private SortedSet<Long> listed() throws StoreException {
        return switch (repository.releases(model)) {
            case Listing.Listed(var names, var ignored) -> {
                ignored.forEach(name -> LOG.warn("the release log of {} has a stranger: {}", model, name));
                yield names.stream().map(Repository::revision).collect(Collectors.toCollection(TreeSet::new));
            }
            case Listing.Empty() -> new TreeSet<>();
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
        };
    }

    /** The last revision before the first gap: a log has none, so that what stands behind one is no part of it. */
    private long unbroken(SortedSet<Long> listed) {
        long last = 0;
        for (long revision : listed) {
            if (last > 0 && revision > last + 1) {
                LOG.warn("record {} stands apart from the release log of {}, which ends before", revision, model);
                break;
            }
            last = revision;
        }
        return last;
    }

    private boolean readable(long revision) throws StoreException {
        return item(revision) instanceof Found(byte[] bytes)
                && RecordFormat.read(bytes, revision) instanceof RecordReading.Readable;
    }

    /**
     * Reads on to the end.
     *
     * @param known how far it was read before
     * @throws StoreException if the store cannot be read
     */
    public LogPosition follow(LogPosition known) throws StoreException {
        return read(known.believed(), known.revision());
    }

    /**
     * The records before a revision that can be read, newest first.
     *
     * @throws StoreException if the store cannot be read
     */
    List<ReleaseRecord> before(long revision, int most) throws StoreException {
        var found = new ArrayList<ReleaseRecord>();
        for (long each = revision - 1; each > 0 && found.size() < most; each--) {
            Item item = item(each);
            if (item instanceof Absent) {
                break;
            }
            if (item instanceof Found(byte[] bytes)
                    && RecordFormat.read(bytes, each) instanceof RecordReading.Readable(ReleaseRecord release)) {
                found.add(release);
            }
        }
        return found;
    }

    /** Reads on; what is wrong with records up to a revision has been said before. */
    private LogPosition read(LogPosition from, long said) throws StoreException {
        LogPosition position = from;
        int unfit = 0;
        while (true) {
            switch (item(position.revision() + 1)) {
                case Absent() -> {
                    return position;
                }
                case Found(byte[] bytes) -> {
                    unfit = 0;
                    position = step(position, bytes, said);
                }
                case Unfit(String reason) -> {
                    if (++unfit > MOST_UNFIT) {
                        throw new StoreException(
                                Fault.UNFIT, "nothing in the log of " + model + " is a record: " + reason);
                    }
                    position = passOver(position, UNKNOWN_SHA256, reason, said);
                }
            }
        }
    }

    /** What stands under the key of a record. */
    private sealed interface Item {}

    private record Found(byte[] bytes) implements Item {}

    private record Absent() implements Item {}

    /** Something that is no record, and that no reader takes in: larger than any, or a link out of the repository. */
    private record Unfit(String reason) implements Item {}

    private Item item(long revision) throws StoreException {
        try {
            return switch (repository
                    .store()
                    .read(Repository.release(model, revision), RecordFormat.MOST_BYTES, null)) {
                case Store.Reading.Found(byte[] bytes, var _) -> new Found(bytes);
                case Store.Reading.Absent() -> new Absent();
                case Store.Reading.Unchanged() -> throw new IllegalStateException("no record was known");
            };
        } catch (StoreException e) {
            if (e.fault() == Fault.UNFIT) {
                return new Unfit(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** A record that cannot be believed is noted and passed over: what serves stays, and the log goes on behind it. */
    private LogPosition step(LogPosition before, byte[] bytes, long said) {
        long revision = before.revision() + 1;
        String sha256 = RecordFormat.sha256(bytes);
        String fault;
        switch (RecordFormat.read(bytes, revision)) {
            case RecordReading.Readable(ReleaseRecord release) -> {
                fault = broken(before, release);
                if (fault == null) {
                    return before.with(release, sha256);
                }
            }
            case RecordReading.Unreadable(String reason) -> fault = reason;
        }
        return passOver(before, sha256, fault, said);
    }

    private LogPosition passOver(LogPosition before, String sha256, String fault, long said) {
        long revision = before.revision() + 1;
        if (revision > said) {
            LOG.error("record {} of the release log of {} is passed over: {}", revision, model, fault);
        }
        return before.without(sha256);
    }

    private static @Nullable String broken(LogPosition before, ReleaseRecord release) {
        if (before.sha256() != null && !before.sha256().equals(release.previousSha256())) {
            return "it does not follow the record before it: previous_sha256 differs";
        }
        ReleaseRecord state = before.state();
        return state == null
                        || state.log().equals(release.log())
                        || release.operation().equals(Changes.RESET)
                ? null
                : "it is of another log";
    }

    /**
     * Appends a record, unless another writer came first; whether it did.
     *
     * @throws StoreException if it is not known whether the record is there, or it is known not to be
     */
    public boolean append(ReleaseRecord release) throws StoreException {
        String key = Repository.release(model, release.revision());
        byte[] bytes = RecordFormat.write(release);
        try {
            if (repository.store().create(key, bytes)) {
                return true;
            }
        } catch (StoreException e) {
            if (isThere(release.revision(), bytes)) {
                return true;
            }
            throw e;
        }
        // An answer may be lost and the call be made again: then the record that is in the way is this one.
        return isThere(release.revision(), bytes);
    }

    /**
     * Whether a record that was read before is still there, and says the same.
     *
     * @throws StoreException if the store cannot be read
     */
    boolean holds(ReleaseRecord release) throws StoreException {
        return item(release.revision()) instanceof Found(byte[] bytes)
                && RecordFormat.read(bytes, release.revision()) instanceof RecordReading.Readable(var there)
                && there.equals(release);
    }

    private boolean isThere(long revision, byte[] bytes) throws StoreException {
        return item(revision) instanceof Found(byte[] there) && Arrays.equals(there, bytes);
    }

    public String model() {
        return model;
    }
}
