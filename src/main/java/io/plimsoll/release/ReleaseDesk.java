package io.plimsoll.release;

import io.plimsoll.compatibility.Change;
import io.plimsoll.compatibility.Compatibility;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.VersionContract;
import io.plimsoll.release.Changes.Decision;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseRecord.Placed;
import io.plimsoll.store.CreateOnce;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the wishes of operators, decides by the rules of {@link Changes}, and writes the log. */
public final class ReleaseDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseDesk.class);

    private final Repository repository;
    private final Changes changes;
    private final InstantSource clock;

    public ReleaseDesk(Repository repository, Changes changes, InstantSource clock) {
        this.repository = repository;
        this.changes = changes;
        this.clock = clock;
    }

    /** What became of a wish. */
    public sealed interface Outcome {

        /** The log says so now. */
        record Written(ReleaseRecord release) implements Outcome {}

        /** Somebody else was faster, or a change is pending: look again. */
        record Conflict(String reason) implements Outcome {}

        /** It is not done, and why. */
        record Refused(List<String> reasons) implements Outcome {

            public Refused {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /**
     * How far the log of a model is.
     *
     * @throws StoreException if the store cannot be read
     */
    public LogPosition end(String model) throws StoreException {
        return new ReleaseLog(repository, model).end();
    }

    /** The newest records of a model's log, newest first. */
    public List<ReleaseRecord> history(String model, int most) throws StoreException {
        var log = new ReleaseLog(repository, model);
        return log.before(log.end().revision() + 1, most);
    }

    /**
     * Makes a published version the stable one.
     *
     * @param insist even if it breaks callers of the version that is stable now
     * @throws IOException if the store cannot be read or written
     */
    public Outcome promote(ModelVersion version, Wish wish, boolean insist) throws IOException {
        LogPosition end = end(version.model());
        return switch (ManifestReader.read(repository.store(), version)) {
            case ManifestReading.Absent() ->
                new Outcome.Refused(List.of(version + " is not published: there is no manifest"));
            case ManifestReading.Invalid(var problems) -> new Outcome.Refused(problems);
            case ManifestReading.Valid(Manifest manifest) -> {
                List<String> breaks = insist ? List.of() : breaks(end, manifest);
                yield breaks.isEmpty()
                        ? settle(
                                version.model(),
                                changes.promote(
                                        end, new Placed(version.version(), manifest.digest()), wish, clock.instant()))
                        : new Outcome.Refused(breaks);
            }
        };
    }

    /**
     * Goes back to the version before.
     *
     * @throws IOException if the store cannot be read or written
     */
    public Outcome rollback(String model, Wish wish) throws IOException {
        return settle(model, changes.rollback(end(model), wish, clock.instant()));
    }

    /**
     * Has the stable version tried again where it failed.
     *
     * @throws IOException if the store cannot be read or written
     */
    public Outcome retry(ModelVersion version, Wish wish) throws IOException {
        return settle(version.model(), changes.retry(end(version.model()), version.version(), wish, clock.instant()));
    }

    /**
     * Begins a new log id, after a bucket was restored.
     *
     * @throws IOException if the store cannot be read or written
     */
    public Outcome reset(String model, Wish wish) throws IOException {
        return settle(model, changes.reset(end(model), wish, clock.instant()));
    }

    /** What a version would break for the callers of the stable one. */
    private List<String> breaks(LogPosition end, Manifest successor) throws IOException {
        ReleaseRecord state = end.state();
        if (state == null) {
            return List.of();
        }
        var stable =
                new ModelVersion(successor.version().model(), state.stable().version());
        if (!(ManifestReader.read(repository.store(), stable) instanceof ManifestReading.Valid(Manifest before))) {
            return List.of("the manifest of " + stable + ", which is stable, cannot be read, so nobody knows what "
                    + successor.version() + " would break");
        }
        VersionContract old = StoredContract.read(repository, before);
        VersionContract next = StoredContract.read(repository, successor);
        if (!(old instanceof VersionContract.Found(Contract promised))
                || !(next instanceof VersionContract.Found(Contract coming))) {
            return List.of("a contract cannot be read, so nobody knows what " + successor.version() + " would break");
        }
        return Compatibility.between(promised, coming).changes(Change.Verdict.BREAKING).stream()
                .map(change -> "callers of " + stable + " break: " + change.path() + " " + change.text())
                .toList();
    }

    private Outcome settle(String model, Decision decision) throws StoreException {
        return switch (decision) {
            case Decision.Refused(String reason) -> new Outcome.Refused(List.of(reason));
            case Decision.Conflict(String reason) -> new Outcome.Conflict(reason);
            case Decision.Next(ReleaseRecord release) -> write(model, release);
        };
    }

    private Outcome write(String model, ReleaseRecord release) throws StoreException {
        CreateOnce.prove(repository.store());
        if (!new ReleaseLog(repository, model).append(release)) {
            return new Outcome.Conflict("somebody else has written revision " + release.revision());
        }
        try {
            Head.point(repository.store(), model, release);
        } catch (StoreException e) {
            LOG.warn(
                    "the hint at revision {} of {} is not written, so it is found later: {}",
                    release.revision(),
                    model,
                    e.getMessage());
        }
        return new Outcome.Written(release);
    }
}
