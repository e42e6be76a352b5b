package io.plimsoll.lifecycle;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.RoutingTable;
import io.plimsoll.routing.ServedVersion;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of one process: finds them in the repository, proves and loads the newest version of each on threads of
 * its own, puts it into the routing table, and retires it at the end.
 */
public final class Fleet implements Catalogue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final FolderStore store;
    private final Repository repository;
    private final FleetSettings settings;
    private final Router router;
    private final Register register;
    private final ExecutorService loaders;
    private final Map<ModelVersion, CountDownLatch> closing = new ConcurrentHashMap<>();
    private boolean leaving;

    public Fleet(FolderStore store, FleetSettings settings, Router router, InstantSource clock) {
        this.store = store;
        this.repository = new Repository(store);
        this.settings = settings;
        this.router = router;
        this.register = new Register(clock);
        this.loaders = Executors.newFixedThreadPool(
                settings.loaders(),
                Thread.ofPlatform().name("plimsoll-load-", 0).daemon().factory());
    }

    /** Lists the repository, makes a route for every model, and begins to load; returns before anything is loaded. */
    public void start() {
        Map<String, List<String>> versions = new TreeMap<>();
        for (String model : names(repository.models(), "the repository")) {
            if (settings.serves(model)) {
                versions.put(model, names(repository.versions(model), model));
            }
        }
        versions.values().removeIf(List::isEmpty);
        warnOfUnknownNames(versions.keySet());
        router.update(table -> withRoutes(table, List.copyOf(versions.keySet())));
        versions.forEach(this::discover);
    }

    private void warnOfUnknownNames(Set<String> models) {
        String byDefault = settings.defaultModel();
        if (byDefault != null && !models.contains(byDefault)) {
            LOG.warn(
                    "the default model {} is not in the repository, so calls that name no model are refused",
                    byDefault);
        }
        settings.required().stream()
                .filter(required -> !models.contains(required))
                .forEach(required -> LOG.error(
                        "the required model {} is not in the repository, so the service will not be ready", required));
        settings.models().stream()
                .filter(pattern -> !pattern.endsWith("*") && !models.contains(pattern))
                .forEach(name -> LOG.warn("the model {} is to be served and is not in the repository", name));
    }

    private void discover(String model, List<String> versions) {
        versions.forEach(version -> register.moved(new ModelVersion(model, version), State.DISCOVERED));
        // A folder has no release log: its newest version serves.
        String newest = Collections.max(versions, VersionOrder.OLDEST_FIRST);
        loaders.execute(() -> bring(new ModelVersion(model, newest)));
    }

    private static List<String> names(Listing listing, String of) {
        return switch (listing) {
            case Listing.Listed(var names, var ignored) -> {
                ignored.forEach(reason -> LOG.warn("{}: {}", of, LogText.of(reason)));
                yield names;
            }
            case Listing.Empty() -> {
                LOG.warn("{} is empty", of);
                yield List.of();
            }
            case Listing.Away(String reason) -> {
                LOG.error("{} cannot be listed: {}", of, reason);
                yield List.of();
            }
        };
    }

    private RoutingTable withRoutes(RoutingTable table, List<String> models) {
        RoutingTable next = table;
        for (String model : models) {
            next = next.with(new Route(model, Limits.DEFAULT, null));
        }
        String only = models.size() == 1 ? models.getFirst() : null;
        return next.withDefault(settings.defaultModel() == null ? only : settings.defaultModel());
    }

    /** Takes a version from its folder to traffic; a failed step leaves the table as it was. */
    private void bring(ModelVersion id) {
        try {
            register.moved(id, State.VERIFYING);
            switch (Proof.prove(store.path(Repository.prefix(id)), id)) {
                case Proof.Outcome.Refused(Report report) -> register.failed(id, report.reasons());
                case Proof.Outcome.Proven(LoadedVersion version, Report report) -> {
                    register.moved(id, State.WARMING, report.warnings());
                    int requests = Warmup.warm(version);
                    LOG.info("{} was warmed with {} requests", id, requests);
                    register.moved(id, State.READY);
                    publish(version);
                }
            }
        } catch (IOException unreadable) {
            register.failed(id, List.of("the package cannot be read: " + unreadable.getMessage()));
        } catch (RuntimeException | Error defect) {
            if (leaving()) {
                // The process is ending, and with it what this thread was using.
                LOG.info("{} is not loaded any more, since the service leaves", id);
                return;
            }
            LOG.error("{} could not be loaded", id, defect);
            register.failed(
                    id, List.of("the service has a defect: " + defect.getClass().getSimpleName()));
        }
    }

    private synchronized boolean leaving() {
        return leaving;
    }

    /** A version that comes too late, while the fleet leaves, is closed at once: nobody would do so later. */
    private synchronized void publish(LoadedVersion version) {
        if (leaving) {
            version.close();
            return;
        }
        ModelVersion id = version.contract().id();
        var closed = new CountDownLatch(1);
        closing.put(id, closed);
        var served = new ServedVersion(version.contract(), version.predictor(), () -> closeApart(version, closed));
        router.update(
                table -> table.with(new Route(id.model(), version.contract().limits(), served)));
        register.serves(id.model(), new ModelStatus.Served(version.contract(), version.goldenInputs()));
        register.moved(id, State.SERVING);
        if (!version.contract().provenance().isEmpty()) {
            LOG.info(
                    "{} comes from {}",
                    id,
                    LogText.of(version.contract().provenance().toString()));
        }
    }

    /** Closing may wait for a native run, which the thread of a request must not. */
    private void closeApart(LoadedVersion version, CountDownLatch closed) {
        ModelVersion id = version.contract().id();
        Thread.ofPlatform().name("plimsoll-close-" + id.model()).start(() -> {
            try {
                version.close();
                register.moved(id, version.leaked() ? State.LEAKED : State.CLOSED);
            } finally {
                closed.countDown();
            }
        });
    }

    @Override
    public List<ModelStatus> models() {
        return register.all();
    }

    /** Each model answers or has failed, at least one answers, and so do all that are required. */
    @Override
    public boolean ready() {
        List<ModelStatus> models = register.all();
        List<String> serving = models.stream()
                .filter(model -> model.served() != null)
                .map(ModelStatus::model)
                .toList();
        return !serving.isEmpty()
                && serving.containsAll(settings.required())
                && models.stream().allMatch(Fleet::settled);
    }

    private static boolean settled(ModelStatus model) {
        return model.served() != null || model.versions().stream().anyMatch(version -> version.state() == State.FAILED);
    }

    /** Takes every version out of traffic, waits for its runs, and closes it; versions still inside are left. */
    @Override
    public void close() {
        synchronized (this) {
            leaving = true;
        }
        stopLoading();
        for (Route route : router.table().routes().values()) {
            ServedVersion served = route.stable();
            if (served != null) {
                register.moved(served.id(), State.DRAINING);
                // The table first: until then a caller may still find the version, and must find it open.
                router.update(table -> table.with(new Route(route.model(), route.limits(), null)));
                register.serves(route.model(), null);
                served.retire();
            }
        }
        long end = System.nanoTime() + settings.drain().toNanos();
        closing.forEach((id, closed) -> await(id, closed, end));
    }

    private void stopLoading() {
        loaders.shutdownNow();
        try {
            if (!loaders.awaitTermination(settings.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a version is still being loaded while the service leaves");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(ModelVersion id, CountDownLatch closed, long end) {
        try {
            if (!closed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.error("{} still has runs inside and is not closed", id);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
