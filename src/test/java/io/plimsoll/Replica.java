package io.plimsoll;

import static java.util.stream.Collectors.joining;

import io.plimsoll.cache.CacheVolume;
import io.plimsoll.contract.Limits;
import io.plimsoll.lifecycle.Assembly;
import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.FleetSettings;
import io.plimsoll.lifecycle.PackageIntake;
import io.plimsoll.lifecycle.Prover;
import io.plimsoll.lifecycle.ProverSettings;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowSelection;
import io.plimsoll.release.CachedReleases;
import io.plimsoll.release.ReleaseWatch;
import io.plimsoll.release.WatchSettings;
import io.plimsoll.routing.Lease;
import io.plimsoll.routing.Router;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The whole model path of a process behind its doors: store, cache volume, fleet and watch, until it is closed. */
final class Replica implements AutoCloseable {

    /** As a process watches a bucket, only sooner. */
    private static final WatchSettings OFTEN = new WatchSettings(
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofHours(24));

    private final CacheVolume cache;
    private final Store store;
    private final Router router = new Router();
    private final Fleet fleet;
    private final ReleaseWatch watch;

    /** Begins to watch a store, with a cache volume that may hold something already. */
    Replica(Store store, Path volume) throws IOException {
        this.store = store;
        var repository = new Repository(store);
        cache = new CacheVolume(volume, 1 << 30, "replica", InstantSource.system());
        cache.open();
        fleet = new Fleet(
                new PackageIntake(repository, cache),
                new Prover(ProverSettings.defaults()),
                Assembly.UNGUARDED,
                FleetSettings.of(null, List.of(), Set.of()),
                router,
                InstantSource.system());
        watch = new ReleaseWatch(
                repository, OFTEN, fleet, new CachedReleases(cache.records(store.toString())), InstantSource.system());
        watch.start();
    }

    Fleet fleet() {
        return fleet;
    }

    ReleaseWatch watch() {
        return watch;
    }

    /** The version that answers a call now; why, in words, if none does. */
    String answers(String model, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var call = new Call(
                bytes,
                bytes.length,
                Call.Form.SINGLE,
                RowSelection.ALL,
                Limits.DEFAULT,
                Deadline.after(System.nanoTime(), Duration.ofSeconds(10)),
                "tester",
                "0".repeat(32),
                Call.Origin.CALLER);
        try (Lease lease = router.lease(model)) {
            if (lease == null) {
                return "nothing serves";
            }
            return switch (lease.version().predictor().predict(call)) {
                case Answer.Rows(var version, var rows)
                when rows.stream().allMatch(RowAnswer.Predicted.class::isInstance) -> version.version();
                case Answer.Rows(var _, var rows) -> rows.toString();
                case Answer.Failed failed -> failed.toString();
            };
        }
    }

    /** Why versions of a model are not what they should be. */
    String reasons(String model) {
        return fleet.model(model).stream()
                .flatMap(status -> status.versions().stream())
                .flatMap(version -> version.reasons().stream())
                .collect(joining("; "));
    }

    @Override
    public void close() throws IOException {
        watch.close();
        fleet.close();
        cache.close();
        store.close();
    }
}
