package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.ReleaseRecord.Retired;
import io.plimsoll.store.Listing;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes versions that were in service once and that no record protects any more: not the stable one, not the one that
 * a rollback goes to, none whose time of retention is not over by the store's own clock. What never was in service
 * stays: somebody may be about to release it.
 */
public final class Pruning {

    /** With clocks this far apart nobody knows what time it is. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    private final Repository repository;
    private final InstantSource clock;

    public Pruning(Repository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * The versions that may go.
     *
     * @throws StoreException if the store cannot be read, or its clock and this one differ by a minute
     */
    public List<ModelVersion> candidates() throws StoreException {
        Instant now = time();
        var found = new ArrayList<ModelVersion>();
        for (String model : names(repository.models())) {
            var log = new ReleaseLog(repository, model);
            ReleaseRecord state = log.end().state();
            if (state != null) {
                Set<String> released = released(log, state);
                released.removeAll(kept(state, now));
                released.retainAll(names(repository.versions(model)));
                released.forEach(version -> found.add(new ModelVersion(model, version)));
            }
        }
        return found;
    }

    /**
     * Removes a version, its manifest first: from then on it does not exist. One that a record protects by now stays.
     *
     * @return whether it was removed
     * @throws StoreException if the store cannot be written; run again, it goes on
     */
    public boolean remove(ModelVersion version) throws StoreException {
        ReleaseRecord state = new ReleaseLog(repository, version.model()).end().state();
        if (state == null || kept(state, time()).contains(version.version())) {
            return false;
        }
        Store store = repository.store();
        store.delete(Repository.key(version, PackageFiles.MANIFEST));
        for (String file : names(store.objects(Repository.prefix(version)))) {
            store.delete(Repository.prefix(version) + file);
        }
        return true;
    }

    private Instant time() throws StoreException {
        Instant here = clock.instant();
        Instant there = repository.store().time();
        if (Duration.between(here, there).abs().compareTo(MOST_SKEW) >= 0) {
            throw new StoreException(
                    Fault.UNFIT,
                    "the store says it is " + there + " and this machine " + here
                            + "; nothing is removed while nobody knows what time it is");
        }
        return there;
    }

    /** Every version that a record has named; a record that cannot be read names none that may go. */
    private static Set<String> released(ReleaseLog log, ReleaseRecord state) throws StoreException {
        var released = new TreeSet<String>();
        var records = new ArrayList<ReleaseRecord>();
        records.add(state);
        records.addAll(log.before(state.revision(), Integer.MAX_VALUE));
        for (ReleaseRecord each : records) {
            released.add(each.stable().version());
            each.previous().forEach(version -> released.add(version.version()));
        }
        return released;
    }

    private static Set<String> kept(ReleaseRecord state, Instant now) {
        var kept = new HashSet<String>();
        kept.add(state.stable().version());
        if (state.canary() != null) {
            kept.add(state.canary().version());
        }
        Retired back = Changes.newestPrevious(state);
        if (back != null) {
            kept.add(back.version());
        }
        state.previous().stream()
                .filter(version -> now.isBefore(version.retainUntil()))
                .forEach(version -> kept.add(version.version()));
        return kept;
    }

    private static List<String> names(Listing listing) throws StoreException {
        return switch (listing) {
            case Listing.Listed(var names, var _) -> names;
            case Listing.Empty() -> List.of();
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
        };
    }
}
