package io.plimsoll.release;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store what should serve, again and again on a thread of its own, and tells the fleet. A store that is away,
 * forbids or lies changes nothing that serves: revisions only grow, and no listing unloads anything.
 */
public final class ReleaseWatch implements Releases, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseWatch.class);

    private final Repository repository;
    private final WatchSettings settings;
    private final Fleet fleet;
    private final InstantSource clock;
    private final KeptReleases kept;
    private final Map<String, WatchedModel> models = new ConcurrentSkipListMap<>();
    private final HeadWatch head;
    private final Rounds rounds;

    private Instant modelsDue = Instant.EPOCH;
    private boolean told;
    private boolean answered;
    private volatile @Nullable Instant lastAnswer;
    private volatile @Nullable String fault;

    public ReleaseWatch(
            Repository repository, WatchSettings settings, Fleet fleet, KeptReleases kept, InstantSource clock) {
        this.repository = repository;
        this.settings = settings;
        this.fleet = fleet;
        this.kept = kept;
        this.clock = clock;
        this.head = new HeadWatch(repository.store());
        this.rounds = new Rounds("plimsoll-watch", settings.poll(), settings.longestPause(), this::lookWhateverComes);
    }

    public void start() {
        rounds.start();
    }

    /** When the store last answered all that it was asked, or null if it never did. */
    public @Nullable Instant lastAnswer() {
        return lastAnswer;
    }

    /** How far the store's clock is ahead of this machine's, or null where that is not known. */
    public @Nullable Duration clockAhead() {
        return repository.store().ahead();
    }

    /** Why the store did not answer the last time, for all models or for one of them, or null if it did. */
    public @Nullable String fault() {
        String all = fault;
        return all != null
                ? all
                : models.values().stream()
                        .map(WatchedModel::fault)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public List<ReleaseRecord> history(String model) {
        WatchedModel watched = models.get(model);
        return watched == null ? List.of() : watched.history();
    }

    @Override
    public boolean forked(String model) {
        WatchedModel watched = models.get(model);
        return watched != null && watched.forked();
    }

    /** A record of a model's log was written by this very process, which need not wait until it finds it. */
    public void written(String model, ReleaseRecord release) {
        WatchedModel watched = models.get(model);
        if (watched != null) {
            watched.hint(release.revision());
        }
        rounds.soon();
    }

    /** A watch that ended would leave a process that hears of nothing any more, and one without pauses a flood. */
    private boolean lookWhateverComes() {
        try {
            return look();
        } catch (RuntimeException | Error defect) {
            LOG.error("the watch of {} has a defect", repository.store(), defect);
            fault = "the service has a defect: " + defect.getClass().getSimpleName();
            return false;
        }
    }

    /** One look at all that is due; whether the store answered all of it. */
    private boolean look() {
        Instant now = clock.instant();
        try {
            StoreException unlisted = listDue(now);
            readHead();
            boolean all = unlisted == null;
            for (Map.Entry<String, WatchedModel> model : models.entrySet()) {
                all &= look(model.getKey(), model.getValue(), now);
            }
            tellModels();
            answered(unlisted, all);
            return unlisted == null;
        } catch (StoreException e) {
            away(e, now);
            return false;
        }
    }

    /** Lists the models if that is due; a list that fails keeps nobody from those that are known. */
    private @Nullable StoreException listDue(Instant now) throws StoreException {
        if (now.isBefore(modelsDue)) {
            return null;
        }
        try {
            listModels();
            if (!answered) {
                watchKept(now);
            }
            modelsDue = now.plus(settings.models());
            return null;
        } catch (StoreException e) {
            if (!answered) {
                throw e;
            }
            return e;
        }
    }

    private void answered(@Nullable StoreException unlisted, boolean all) {
        if (unlisted != null) {
            note(unlisted);
            return;
        }
        if (fault != null) {
            LOG.info("{} answers again", repository.store());
        }
        fault = null;
        if (all) {
            lastAnswer = clock.instant();
        }
    }

    /** Whether what is asked of one model was answered; where the store is there all the same, the others are asked. */
    private boolean look(String name, WatchedModel model, Instant now) throws StoreException {
        if (!model.due(now)) {
            return model.fault() == null;
        }
        try {
            tell(model.look(now));
            return true;
        } catch (RuntimeException defect) {
            // One model's alone: the others are looked at.
            model.fails(defect);
        } catch (StoreException e) {
            if (e.fault() == Fault.AWAY) {
                // Throws where it is the store that is away.
                readHead();
            }
            model.fails(e);
            if (!told) {
                restore(now, Set.of(name));
            }
        }
        return false;
    }

    private void away(StoreException e, Instant now) {
        if (rounds.over()) {
            return;
        }
        note(e);
        if (!told) {
            Set<String> restored = restore(now, null);
            if (!restored.isEmpty()) {
                fleet.knows(restored, false);
                told = true;
            }
        }
    }

    private void note(StoreException e) {
        String reason = Objects.requireNonNullElse(e.getMessage(), e.fault().toString());
        if (fault == null) {
            LOG.error("{} cannot be read; what serves stays: {}", repository.store(), reason);
        }
        fault = reason;
    }

    /**
     * What was last known to be right is better than nothing, while the store does not say what is.
     *
     * @param names of the models to restore; null means all
     * @return the names of those that were
     */
    private Set<String> restore(Instant now, @Nullable Set<String> names) {
        var restored = new TreeSet<String>();
        kept.newest(now.minus(settings.maxAgeAtStart())).forEach((model, release) -> {
            if (fleet.serves(model) && (names == null || names.contains(model))) {
                LOG.warn("{} cannot be read: what serves of {} is what it said last", repository.store(), model);
                tell(LogWatch.assignment(model, release));
                restored.add(model);
            }
        });
        return restored;
    }

    private void tell(@Nullable Assignment assignment) {
        if (assignment != null) {
            fleet.follow(assignment);
        }
    }

    /** After the first round, so that nobody finds the process ready before all that should serve is known. */
    private void tellModels() {
        fleet.knows(models.keySet(), true);
        told = true;
        answered = true;
    }

    private void listModels() throws StoreException {
        switch (repository.models()) {
            case Listing.Listed(var names, var ignored) -> {
                if (models.isEmpty()) {
                    ignored.forEach(reason -> LOG.warn("{}: {}", repository.store(), reason));
                }
                for (String model : names) {
                    if (fleet.serves(model)) {
                        watch(model);
                    }
                }
            }
            case Listing.Empty() -> {
                if (!told) {
                    LOG.warn("{} is empty", repository.store());
                }
            }
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
        }
    }

    /** A list that lacks a model takes nothing away: what was served lately is asked for by its own log. */
    private void watchKept(Instant now) throws StoreException {
        if (repository.store() instanceof FolderStore) {
            return;
        }
        for (String model : kept.newest(now.minus(settings.maxAgeAtStart())).keySet()) {
            if (fleet.serves(model)) {
                watch(model);
            }
        }
    }

    private void watch(String model) throws StoreException {
        WatchedModel watched = models.get(model);
        if (repository.store() instanceof FolderStore folder && !(watched != null && watched.hasLog())) {
            discover(model);
            var log = new ReleaseLog(repository, model);
            boolean logged = isLogged(model);
            if (logged || watched == null) {
                models.put(
                        model,
                        logged
                                ? WatchedModel.ofLog(log, kept, settings.records())
                                : WatchedModel.ofFolder(new FolderWatch(folder, model)));
            }
        } else if (watched == null) {
            models.put(model, WatchedModel.ofLog(new ReleaseLog(repository, model), kept, settings.records()));
        }
    }

    /** Whether the log of a model has records; a stranger in its folder is none. */
    private boolean isLogged(String model) throws StoreException {
        return switch (repository.releases(model)) {
            case Listing.Listed(var names, var _) -> !names.isEmpty();
            case Listing.Empty() -> false;
            case Listing.Away(String reason) -> throw new StoreException(Fault.AWAY, reason);
        };
    }

    private void discover(String model) {
        if (repository.versions(model) instanceof Listing.Listed(var versions, var _)) {
            versions.forEach(version -> fleet.discovered(new ModelVersion(model, version)));
        }
    }

    private void readHead() throws StoreException {
        Head.Tagged news = head.news();
        if (news == null) {
            return;
        }
        Map<String, Long> hints = news.head().revisions();
        hints.forEach(this::hint);
        // A model's first release need not wait until models are listed again; names in a hint are no models yet.
        if (hints.keySet().stream().anyMatch(model -> fleet.serves(model) && !models.containsKey(model))) {
            listModels();
            hints.forEach(this::hint);
        }
        head.taken(news);
    }

    private void hint(String model, long revision) {
        WatchedModel watched = models.get(model);
        if (watched != null) {
            watched.hint(revision);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
