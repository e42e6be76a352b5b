package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.cache.CacheVolume;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.Succession.Surroundings;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.routing.Lease;
import io.plimsoll.routing.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions of one model that follow each other; the test loads when it wants, and moves the clock. */
class SuccessionTests {

    private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = START;
    private final Router router = new Router();
    private final Register register = new Register(() -> now);
    private final Deque<Runnable> loads = new ArrayDeque<>();
    private final ManualTimer wakes = new ManualTimer();
    private final Map<String, Loading> results = new HashMap<>();
    private final Map<String, FakeEngine> engines = new HashMap<>();
    private final List<String> loaded = new ArrayList<>();
    private final List<String> fetched = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private boolean leaveWhileLoading;
    private final Succession succession = new Succession(
            "m",
            new Surroundings(
                    router,
                    register,
                    new FakeLoader(),
                    new CrashGuard(volume().marks()),
                    loads::add,
                    new Timer(() -> now, wakes),
                    new Retry(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    HOUR));

    @AfterEach
    void leave() {
        wakes.shutdownNow();
    }

    @Test
    void aFirstVersionServesAsSoonAsItIsLoaded() {
        follow(1, "1", START.plus(HOUR));
        assertThat(succession.settled()).isFalse();
        runLoads();
        assertServes("1");
        assertThat(succession.settled()).isTrue();
    }

    @Test
    void aSuccessorIsLoadedBeforeItsTimeAndServesAtIt() {
        serving("1");
        follow(2, "2", now.plus(HOUR), "1");
        wakeUpUntil(now.plus(HOUR.dividedBy(2)));
        runLoads();
        assertServes("1");
        assertThat(state("2")).isEqualTo(State.READY);

        wakeUpUntil(START.plus(HOUR).minusMillis(1));
        assertServes("1");
        wakeUpUntil(START.plus(HOUR));
        assertServes("2");
        assertThat(state("1")).isEqualTo(State.READY);
    }

    @Test
    void goingBackWithinTheHourLoadsNothing() {
        serving("1");
        replacing("2", "1");
        runLoads();
        assertThat(fetched).containsExactly("1");
        loaded.clear();
        follow(3, "1", now);
        assertServes("1");
        assertThat(loaded).isEmpty();
        assertClosed("2");
    }

    @Test
    void aVersionThatLeftServiceLeavesMemoryAfterItsTime() {
        serving("1");
        replacing("2", "1");
        wakeUpUntil(now.plus(HOUR).minusMillis(1));
        assertThat(engines.get("1").closed).isFalse();
        wakeUpUntil(now.plus(HOUR));
        assertClosed("1");
        assertServes("2");
    }

    @Test
    void aVersionThatNobodyWantsToGoBackToIsClosedAtOnce() {
        serving("1");
        follow(2, "2", Instant.EPOCH);
        runLoads();
        assertServes("2");
        assertClosed("1");
    }

    @Test
    void anOlderRevisionIsNoNews() {
        serving("1");
        replacing("2", "1");
        follow(1, "1", now);
        runLoads();
        assertServes("2");
    }

    @Test
    void aLogThatBeginsAnewCountsFromItsOwnStart() {
        serving("1");
        replacing("2", "1");
        succession.follow(assignment("another log", 1, "1", now));
        assertServes("1");
    }

    @Test
    void aVersionThatFailedIsTriedAgainWhenTheLogSaysSo() {
        results.put("1", new Loading.Refused(List.of("it is broken")));
        follow(1, "1", now);
        runLoads();
        results.remove("1");
        Assignment again = new Assignment("m", "log", 2, pin("1"), List.of(), now, true);
        succession.follow(again);
        runLoads();
        assertServes("1");
        assertThat(forgotten).containsExactly("1");

        succession.follow(again);
        assertThat(forgotten).hasSize(1);
    }

    @Test
    void whyAVersionFailedIsShownWhileItIsTriedAgain() {
        results.put("1", new Loading.Later("the store is away", true));
        follow(1, "1", now);
        runLoads();
        assertThat(reasons("1")).containsExactly("the store is away");
        register.moved(pin("1"), State.FETCHING);
        assertThat(reasons("1")).containsExactly("the store is away");

        register.moved(new PinnedVersion(pin("1").id(), "other files"), State.FETCHING);
        assertThat(reasons("1")).isEmpty();
        register.failed(new PinnedVersion(pin("1").id(), "other files"), List.of("it is broken"));
        register.moved(new PinnedVersion(pin("1").id(), "other files"), State.READY);
        assertThat(reasons("1")).isEmpty();
    }

    @Test
    void aVersionThatMayNotServeLeavesTheTableAsItIs() {
        serving("1");
        var table = router.table();
        results.put("2", new Loading.Refused(List.of("it is broken")));
        follow(2, "2", now, "1");
        runLoads();
        assertThat(router.table()).isSameAs(table);
        assertThat(state("2")).isEqualTo(State.FAILED);

        wakeUpUntil(now.plus(HOUR));
        assertThat(loads).isEmpty();
        results.remove("2");
        follow(3, "3", now, "1");
        runLoads();
        assertServes("3");
    }

    @Test
    void aVersionThatFailedIsWaitedForByNobodyAlthoughItIsTriedAgain() {
        results.put("1", new Loading.Later("the store is away", false));
        follow(1, "1", now);
        runLoads();
        assertThat(succession.settled()).isFalse();

        results.put("1", new Loading.Later("it crashed", true));
        wakeUpUntil(now.plus(Duration.ofMinutes(2)));
        runLoads();
        assertThat(succession.settled()).isTrue();
        follow(2, "2", now);
        assertThat(succession.settled()).isFalse();
    }

    @Test
    void case52WhatCannotBeLoadedNowIsTriedAgainUntilItIsSuperseded() {
        serving("1");
        results.put("2", new Loading.Later("the store is away", false));
        follow(2, "2", now, "1");
        for (int attempt = 0; attempt < 5; attempt++) {
            runLoads();
            assertServes("1");
            assertThat(state("2")).isEqualTo(State.FETCHING);
            wakeUpUntil(now.plus(Duration.ofMinutes(2)));
        }
        assertThat(loaded).filteredOn("2"::equals).hasSize(5);

        follow(3, "3", now, "1");
        runLoads();
        assertServes("3");
        wakeUpUntil(now.plus(HOUR.multipliedBy(2)));
        assertThat(loads).isEmpty();
    }

    @Test
    void aLeaseKeepsAVersionOpenUntilItIsBack() {
        serving("1");
        Lease lease = router.lease("m");
        follow(2, "2", Instant.EPOCH);
        runLoads();
        assertServes("2");
        assertThat(state("1")).isEqualTo(State.DRAINING);
        assertThat(engines.get("1").closed).isFalse();
        lease.close();
        assertClosed("1");
    }

    @Test
    void case67NoMoreThanThreeVersionsAreInMemory() {
        serving("1");
        Lease first = router.lease("m");
        follow(2, "2", Instant.EPOCH);
        runLoads();
        Lease second = router.lease("m");
        follow(3, "3", Instant.EPOCH);
        runLoads();
        assertServes("3");

        follow(4, "4", Instant.EPOCH);
        assertThat(loads).isEmpty();
        assertServes("3");
        first.close();
        await().until(() -> !loads.isEmpty());
        runLoads();
        assertServes("4");
        second.close();
        assertClosed("2");
        assertClosed("3");
    }

    @Test
    void theVersionBeforeLeavesForOneThatIsToCome() {
        serving("1");
        replacing("2", "1");
        Lease lease = router.lease("m");
        follow(3, "3", now, "2", "1");
        runLoads();
        assertServes("3");
        assertClosed("1");
        assertThat(state("2")).isEqualTo(State.READY);
        lease.close();
    }

    @Test
    void aVersionWhoseRunDoesNotComeBackIsLeakedAndCounts() {
        serving("1");
        engines.get("1").leaks = true;
        follow(2, "2", Instant.EPOCH);
        runLoads();
        await().until(() -> state("1") == State.LEAKED);
        assertServes("2");
    }

    @Test
    void aVersionThatIsNotWantedAnyMoreWhenItIsLoadedDoesNotServe() {
        serving("1");
        follow(2, "2", now, "1");
        follow(3, "3", now, "1");
        runLoads();
        assertServes("3");
        assertClosed("2");
    }

    @Test
    void nothingIsLoadedOnceTheFleetLeaves() throws InterruptedException {
        serving("1");
        follow(2, "2", now, "1");
        succession.leave();
        runLoads();
        assertThat(router.lease("m")).isNull();
        assertThat(succession.awaitClosed(
                        System.nanoTime() + Duration.ofMinutes(1).toNanos()))
                .isTrue();
        assertThat(loaded).containsExactly("1");
        assertThat(state("1")).isEqualTo(State.CLOSED);
    }

    @Test
    void aVersionThatIsLoadedWhileTheFleetLeavesIsClosed() {
        succession.follow(assignment("log", 1, "1", now));
        Runnable loading = loads.remove();
        leaveWhileLoading = true;
        loading.run();
        assertThat(engines.get("1").closed).isTrue();
        assertThat(router.lease("m")).isNull();
    }

    private static CacheVolume volume() {
        try {
            var volume =
                    new CacheVolume(Files.createTempDirectory("succession"), 1 << 20, "test", InstantSource.system());
            volume.open();
            return volume;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serving(String version) {
        follow(1, version, now);
        runLoads();
        assertServes(version);
    }

    private void replacing(String version, String previous) {
        follow(2, version, now, previous);
        runLoads();
        assertServes(version);
    }

    private void follow(long revision, String stable, Instant activateAt, String... previous) {
        succession.follow(assignment("log", revision, stable, activateAt, previous));
    }

    private static Assignment assignment(
            String log, long revision, String stable, Instant activateAt, String... previous) {
        return new Assignment(
                "m",
                log,
                revision,
                pin(stable),
                Arrays.stream(previous).map(SuccessionTests::pin).toList(),
                activateAt,
                false);
    }

    private static PinnedVersion pin(String version) {
        return new PinnedVersion(new ModelVersion("m", version), "digest of " + version);
    }

    /** Loads what the test says, else a version without a graph. */
    private final class FakeLoader implements VersionLoader {

        @Override
        public Loading load(PinnedVersion version) {
            String name = version.id().version();
            loaded.add(name);
            if (leaveWhileLoading) {
                succession.leave();
            }
            Loading result = results.get(name);
            if (result != null) {
                return result;
            }
            var engine = new FakeEngine();
            engines.put(name, engine);
            return new Loading.Ready(new LoadedVersion(
                    Contracts.of(new Form.Number(null)),
                    engine,
                    new FakeModel((row, call) -> FakeModel.y(1)),
                    List.of()));
        }

        @Override
        public void forget(PinnedVersion version) {
            forgotten.add(version.id().version());
        }

        @Override
        public void fetch(PinnedVersion version) {
            fetched.add(version.id().version());
        }
    }

    private void runLoads() {
        while (!loads.isEmpty()) {
            loads.remove().run();
        }
    }

    private void wakeUpUntil(Instant moment) {
        now = moment;
        wakes.runAll();
    }

    private void assertServes(String version) {
        assertThat(state(version)).isEqualTo(State.SERVING);
        assertThat(router.lease("m")).isNotNull().satisfies(lease -> {
            assertThat(engines.get(version).closed).isFalse();
            lease.close();
        });
    }

    private void assertClosed(String version) {
        await().until(() -> state(version) == State.CLOSED);
        assertThat(engines.get(version).closed).isTrue();
    }

    private State state(String version) {
        return status(version).state();
    }

    private List<String> reasons(String version) {
        return status(version).reasons();
    }

    private VersionStatus status(String version) {
        return register.all().getFirst().versions().stream()
                .filter(status -> status.id().version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** An engine that remembers that it was closed. */
    private static final class FakeEngine implements Engine {

        private volatile boolean closed;
        private volatile boolean leaks;

        @Override
        public Run run(Features features, Deadline deadline) {
            return new Run.Failed(new Failure.Internal("no graph"));
        }

        @Override
        public boolean leaked() {
            return leaks;
        }

        @Override
        public void close() {
            assertThat(closed).isFalse();
            closed = true;
        }
    }

    /** Runs what was to be done later when the test says so, all of it: whoever is early asks again. */
    private static final class ManualTimer extends ScheduledThreadPoolExecutor {

        private final Deque<Runnable> tasks = new ArrayDeque<>();

        ManualTimer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        private void runAll() {
            int due = tasks.size();
            for (int i = 0; i < due; i++) {
                tasks.remove().run();
            }
        }
    }
}
