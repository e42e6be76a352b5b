package io.plimsoll.lifecycle;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.inference.Niceness;
import io.plimsoll.lifecycle.Succession.Surroundings;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of one process: makes what serves equal to what is assigned, on threads of its own, and takes all of it
 * out of service at the end. Whoever knows the repository tells it what is there and what should serve.
 */
public final class Fleet implements Catalogue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final Retry RETRY = new Retry(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** Behind requests, and before nothing: a busy service must come to its next version all the same. */
    private static final int LOADING = 10;

    private final AtomicInteger threads = new AtomicInteger();
    private final FleetSettings settings;
    private final Router router;
    private final Register register;
    private final InstantSource clock;
    private final ExecutorService loaders;
    private final ScheduledExecutorService later;
    private final CrashGuard guard;
    private final Surroundings surroundings;
    private final PackageIntake packages;
    private final Map<String, Succession> successions = new ConcurrentSkipListMap<>();
    private final Map<String, Assignment> assignments = new ConcurrentSkipListMap<>();
    private volatile @Nullable Instant known;
    private volatile boolean settled;
    /** Whether the model of calls that name none is settled for the life of the process. */
    private boolean decided;

    private boolean leaving;
    private volatile boolean closed;

    /**
     * A fleet that serves nothing yet.
     *
     * @param packages where versions come from
     * @param prover proves them first
     * @param assembly puts their request paths together
     */
    public Fleet(
            PackageIntake packages,
            Prover prover,
            Assembly assembly,
            FleetSettings settings,
            Router router,
            InstantSource clock) {
        this.packages = packages;
        this.settings = settings;
        this.router = router;
        this.clock = clock;
        this.register = new Register(clock);
        this.loaders = Executors.newFixedThreadPool(
                settings.loaders(),
                runnable -> Thread.ofPlatform()
                        .name("plimsoll-load-" + threads.getAndIncrement())
                        .daemon()
                        .unstarted(() -> {
                            Niceness.ofThisThread(LOADING);
                            runnable.run();
                        }));
        this.later = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("plimsoll-timer").daemon().factory());
        this.guard = new CrashGuard(packages.marks());
        this.surroundings = new Surroundings(
                router,
                register,
                new PackageLoader(packages, new Proving(packages, prover, clock), register, assembly, this::answers),
                guard,
                loaders,
                new Timer(clock, later),
                RETRY,
                settings.keepPrevious());
    }

    private boolean answers() {
        return router.table().routes().values().stream().anyMatch(route -> route.stable() != null);
    }

    /** Begins a run of the process on its cache volume; before anything is assigned. */
    public void start() {
        guard.begin();
        var _ = later.scheduleAtFixedRate(packages::renew, 1, 1, TimeUnit.HOURS);
    }

    /** Whether a model is one of those that the process serves. */
    public boolean serves(String model) {
        return settings.serves(model);
    }

    /**
     * The repository was read, for the first time or again: these models are there, of those that the process serves.
     *
     * @param whole whether the repository itself said so, and not only what was kept of it
     */
    public void knows(Collection<String> models, boolean whole) {
        boolean first = known == null;
        boolean undecided = !decided;
        decided = decided || whole;
        if (first && settings.loads()) {
            warnOfUnknownNames(models);
        }
        models.forEach(register::knows);
        router.update(table -> withRoutes(table, models, undecided));
        if (first) {
            known = clock.instant();
            // Not before all is assigned: what others served in the last run must not leave for what comes first.
            packages.protect(assignments.values());
        }
    }

    private void warnOfUnknownNames(Collection<String> models) {
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

    private RoutingTable withRoutes(RoutingTable table, Collection<String> models, boolean undecided) {
        RoutingTable next = table;
        for (String model : models) {
            if (!next.routes().containsKey(model)) {
                next = next.with(new Route(model, Limits.DEFAULT, null));
            }
        }
        if (!undecided) {
            return next;
        }
        String only = models.size() == 1 ? models.iterator().next() : null;
        return next.withDefault(settings.defaultModel() == null ? only : settings.defaultModel());
    }

    /** A version lies in the repository, whether or not it is to serve. */
    public void discovered(ModelVersion version) {
        register.discovered(version);
    }

    /** Makes what serves of a model equal to an assignment, or only takes note of it; returns at once. */
    public void follow(Assignment assignment) {
        if (!settings.loads()) {
            assignments.put(assignment.model(), assignment);
            register.discovered(assignment.stable().id());
            return;
        }
        synchronized (this) {
            if (leaving) {
                return;
            }
            successions.computeIfAbsent(assignment.model(), model -> new Succession(model, surroundings));
        }
        assignments.put(assignment.model(), assignment);
        if (known != null) {
            packages.protect(assignments.values());
        }
        succession(assignment.model()).follow(assignment);
    }

    private Succession succession(String model) {
        Succession found = successions.get(model);
        if (found == null) {
            throw new IllegalStateException("nothing was assigned to " + model);
        }
        return found;
    }

    /** What should serve of each model, as far as that is known. */
    public Map<String, Assignment> assignments() {
        return Map.copyOf(assignments);
    }

    /** How many versions of a model stay in memory for good, because a run did not come back. */
    public int leaked(String model) {
        Succession succession = successions.get(model);
        return succession == null ? 0 : succession.leaks();
    }

    @Override
    public List<ModelStatus> models() {
        return register.all();
    }

    /**
     * Each model answers or has failed, or had its time; at least one answers, and so do all that are required. Once
     * that was so, a model that comes later is waited for by nobody: it would take the others out of traffic. A process
     * that loads nothing is ready once it knows what is there.
     */
    @Override
    public boolean ready() {
        Instant since = known;
        if (since == null || !settings.loads()) {
            return since != null;
        }
        List<String> serving = register.all().stream()
                .filter(model -> model.served() != null)
                .map(ModelStatus::model)
                .toList();
        boolean waitedLongEnough = clock.instant().isAfter(since.plus(settings.startupBudget()));
        if (serving.isEmpty() || !serving.containsAll(settings.required())) {
            return false;
        }
        settled = settled || waitedLongEnough || successions.values().stream().allMatch(Succession::settled);
        return settled;
    }

    @Override
    public @Nullable Deadline heldUntil() {
        Deadline latest = null;
        for (Succession succession : successions.values()) {
            Resident serving = succession.serving();
            if (serving != null) {
                Deadline until = serving.loaded().heldUntil();
                if (until == null) {
                    return null;
                }
                latest = latest == null ? until : latest.orLater(until);
            }
        }
        return latest;
    }

    /** Takes every version out of traffic, waits for its runs, and closes it; versions still inside are left. */
    @Override
    public void close() {
        synchronized (this) {
            leaving = true;
        }
        long end = System.nanoTime() + settings.drain().toNanos();
        Map<String, Succession> all = new TreeMap<>(successions);
        all.values().forEach(Succession::leave);
        boolean clean = stopLoading();
        for (Map.Entry<String, Succession> each : all.entrySet()) {
            clean &= await(each.getKey(), each.getValue(), end);
        }
        closed = clean;
        guard.end();
    }

    /** Whether nothing of what the fleet had is in memory or being loaded any more. */
    public boolean closed() {
        return closed;
    }

    private boolean stopLoading() {
        later.shutdownNow();
        loaders.shutdownNow();
        try {
            if (loaders.awaitTermination(settings.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            LOG.warn("a version is still being loaded while the service leaves");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean await(String model, Succession succession, long end) {
        try {
            if (succession.awaitClosed(end)) {
                return true;
            }
            LOG.error("{} still has runs inside and is not closed", model);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
