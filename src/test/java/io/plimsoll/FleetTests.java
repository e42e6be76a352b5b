package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.cache.CacheVolume;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Assembly;
import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.FleetSettings;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.lifecycle.PackageIntake;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.lifecycle.Prover;
import io.plimsoll.lifecycle.ProverSettings;
import io.plimsoll.lifecycle.State;
import io.plimsoll.lifecycle.VersionStatus;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Call.Form;
import io.plimsoll.prediction.Call.Origin;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowSelection;
import io.plimsoll.release.KeptReleases;
import io.plimsoll.release.ReleaseWatch;
import io.plimsoll.release.WatchSettings;
import io.plimsoll.routing.Lease;
import io.plimsoll.routing.Router;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTests {

    @TempDir
    private Path temporary;

    private Path models;

    /** As many runs as a model has at once. */
    private static final int LANES = Runtime.getRuntime().availableProcessors();

    private final Router router = new Router();

    /** What the fleet's clock is ahead by. */
    private volatile Duration passed = Duration.ZERO;

    private Fleet fleet;
    private ReleaseWatch watch;

    @BeforeEach
    void makeARepository() throws IOException {
        models = Files.createDirectory(temporary.resolve("models"));
    }

    @AfterEach
    void leave() {
        watch.close();
        fleet.close();
    }

    @Test
    void theNewestVersionServesAndTheOthersAreKnown() throws IOException {
        PackageFolder.of(models, "a", "9").graph("echo");
        PackageFolder.of(models, "a", "10").graph("echo");
        start(settings(null, Set.of()));

        assertThat(version("a", "10").state()).isEqualTo(State.SERVING);
        assertThat(version("a", "9").state()).isEqualTo(State.DISCOVERED);
        try (Lease lease = router.lease("a")) {
            assertThat(lease.version().id().version()).isEqualTo("10");
        }
    }

    @Test
    void aModelThatFailsDoesNotStopTheOthersAndIsNoReasonToWait() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        PackageFolder.of(models, "broken", "1").graph("unreadable/empty");
        start(settings(null, Set.of()));

        assertThat(version("broken", "1").state()).isEqualTo(State.FAILED);
        assertThat(version("broken", "1").reasons()).isNotEmpty();
        assertThat(router.lease("broken")).isNull();
        assertThat(fleet.ready()).isTrue();
    }

    @Test
    void aModelThatCannotBeListedKeepsNoOtherFromServing() throws IOException {
        Files.createDirectory(models.resolve("a"));
        Files.createFile(models.resolve("a/versions"));
        PackageFolder.of(models, "b", "1").graph("echo");
        begin(settings(null, Set.of()));

        await().until(() -> {
            try (Lease lease = router.lease("b")) {
                return lease != null;
            }
        });
        assertThat(watch.fault()).contains("versions");
        assertThat(watch.lastAnswer()).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatLoadsStepsBackBehindWhatAnswers() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        start(settings(null, Set.of()));

        assertThat(niceness("plimsoll-load-")).isNotEmpty().containsOnly(10);
        assertThat(niceness("plimsoll-timer")).containsOnly(0);
    }

    private static List<Integer> niceness(String thread) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(FleetTests::stat)
                    .filter(stat -> stat.contains("(" + thread))
                    .map(stat -> Integer.valueOf(
                            stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]))
                    .toList();
        }
    }

    /** Empty for a thread that has ended meanwhile. */
    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void whereNoModelAnswersTheProcessIsNotReady() throws IOException {
        PackageFolder.of(models, "broken", "1").graph("unreadable/empty");
        start(settings(null, Set.of()));

        assertThat(fleet.ready()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a, true", "broken, false", "nowhere, false"})
    void aRequiredModelMustAnswer(String required, boolean ready) throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        PackageFolder.of(models, "broken", "1").graph("unreadable/empty");
        start(settings(null, Set.of(required)));

        assertThat(fleet.ready()).isEqualTo(ready);
    }

    @Test
    void aModelThatIsNeitherServedNorFailedIsWaitedForUntilItsTimeIsOver() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        start(settings(null, Set.of()));
        fleet.follow(assignment("nowhere-yet"));
        assertThat(fleet.ready()).isFalse();

        passed = FleetSettings.of(null, List.of(), Set.of()).startupBudget().plusSeconds(1);
        assertThat(fleet.ready()).isTrue();
    }

    @Test
    void aModelThatComesLaterTakesNoReadinessAway() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        start(settings(null, Set.of()));
        assertThat(fleet.ready()).isTrue();

        fleet.follow(assignment("nowhere-yet"));
        assertThat(fleet.ready()).isTrue();
    }

    /** A version whose files are nowhere, so that it waits for them. */
    private static Assignment assignment(String model) {
        return Assignment.of(new PinnedVersion(new ModelVersion(model, "1"), "0".repeat(64)));
    }

    @Test
    void lanesAreHeldOnceThoseOfEveryModelAre() throws Exception {
        endless("one");
        endless("other");
        start(settings(null, Set.of()));
        assertThat(fleet.heldUntil()).isNull();

        try (var callers = Executors.newFixedThreadPool(2 * LANES)) {
            var first = Deadline.after(System.nanoTime(), Duration.ofSeconds(3));
            hold("one", first, callers);
            assertThat(fleet.heldUntil()).isNull();
            var last = Deadline.after(System.nanoTime(), Duration.ofSeconds(3));
            hold("other", last, callers);

            await().until(() -> last.equals(fleet.heldUntil()));
        }
        assertThat(fleet.heldUntil()).isNull();
    }

    private void endless(String model) throws IOException {
        PackageFolder.of(models, model, "1").graph("endless_loop").contract("""
                contract: 1
                model: %s
                version: "1"
                inputs: [{name: x, type: number, tensor: x}]
                outputs: {result: [{name: score, from: "y", type: number}]}
                """.formatted(model));
    }

    private void hold(String model, Deadline until, Executor callers) {
        byte[] body = "{\"x\": 1}".getBytes(StandardCharsets.UTF_8);
        var call = new Call(
                body,
                body.length,
                Form.SINGLE,
                RowSelection.ALL,
                Limits.DEFAULT,
                until,
                "test",
                "0".repeat(32),
                Origin.CALLER);
        for (int i = 0; i < LANES; i++) {
            callers.execute(() -> {
                try (Lease lease = router.lease(model)) {
                    lease.version().predictor().predict(call);
                }
            });
        }
    }

    @Test
    void aProcessThatOnlySteersKnowsWhatShouldServeLoadsNothingAndIsReady() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        begin(settings(null, Set.of("a")).withoutLoading());

        await().until(fleet::ready);
        await().until(() -> fleet.model("a").isPresent());
        assertThat(version("a", "1").state()).isEqualTo(State.DISCOVERED);
        assertThat(router.lease("a")).isNull();
        assertThat(router.find("a")).isInstanceOf(Router.Destination.Found.class);
    }

    @Test
    void onlyModelsThatAreAskedForAreServed() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        PackageFolder.of(models, "b-one", "1").graph("echo");
        PackageFolder.of(models, "b-two", "1").graph("echo");
        start(FleetSettings.of(null, List.of("b-*"), Set.of()));

        assertThat(fleet.models()).extracting(ModelStatus::model).containsExactly("b-one", "b-two");
    }

    @Test
    void theOnlyModelIsTheDefaultUnlessAnotherIsNamed() throws IOException {
        PackageFolder.of(models, "a", "1").graph("echo");
        start(settings(null, Set.of()));

        assertThat(router.table().defaultModel()).isEqualTo("a");
    }

    @Test
    void anEmptyRepositoryServesNothing() throws IOException {
        start(settings(null, Set.of()));

        assertThat(fleet.models()).isEmpty();
        assertThat(fleet.ready()).isFalse();
        assertThat(router.find(null)).isEqualTo(new Router.Destination.Nowhere(new Failure.NoDefaultModel()));
    }

    @Test
    void closingWaitsForALeaseAndThenClosesTheVersion() throws Exception {
        PackageFolder.of(models, "a", "1").graph("echo");
        start(settings(null, Set.of()));
        Lease lease = router.lease("a");

        Thread closer = Thread.ofPlatform().start(fleet::close);
        await().until(() -> router.lease("a") == null);
        await().until(() -> version("a", "1").state() == State.DRAINING);
        assertThat(fleet.models().getFirst().served()).isNull();
        lease.close();
        closer.join();

        assertThat(version("a", "1").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aVersionThatIsLoadedWhileTheFleetLeavesIsNotServed() throws IOException {
        for (int i = 0; i < 8; i++) {
            PackageFolder.of(models, "m" + i, "1").graph("echo");
        }
        begin(settings(null, Set.of()));
        leave();

        assertThat(router.table().routes().values()).allMatch(route -> route.stable() == null);
        assertThat(fleet.models())
                .flatExtracting(ModelStatus::versions)
                .extracting(VersionStatus::state)
                .doesNotContain(State.SERVING, State.DRAINING);
    }

    private void start(FleetSettings settings) throws IOException {
        begin(settings);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fleet.models().stream()
                        .flatMap(model -> model.versions().stream())
                        .noneMatch(version ->
                                Set.of(State.FETCHING, State.VERIFYING, State.LOADING, State.WARMING, State.READY)
                                                .contains(version.state())
                                        || neitherServedNorFailed(version)));
    }

    private void begin(FleetSettings settings) throws IOException {
        var repository = new Repository(new FolderStore(models));
        var cache = new CacheVolume(temporary.resolve("cache"), 1 << 30, "test", InstantSource.system());
        cache.open();
        fleet = new Fleet(
                new PackageIntake(repository, cache),
                new Prover(ProverSettings.defaults()),
                Assembly.UNGUARDED,
                settings,
                router,
                () -> Instant.now().plus(passed));
        fleet.start();
        watch = new ReleaseWatch(repository, WatchSettings.FOLDER, fleet, KeptReleases.NONE, InstantSource.system());
        watch.start();
    }

    /** A model whose newest version has not been begun. */
    private boolean neitherServedNorFailed(VersionStatus version) {
        ModelStatus model = fleet.model(version.id().model()).orElseThrow();
        return model.served() == null && model.versions().getFirst().state() == State.DISCOVERED;
    }

    private static FleetSettings settings(String defaultModel, Set<String> required) {
        return FleetSettings.of(defaultModel, List.of(), required);
    }

    private VersionStatus version(String model, String version) {
        return fleet.model(model).orElseThrow().versions().stream()
                .filter(status -> status.id().version().equals(version))
                .findFirst()
                .orElseThrow();
    }
}
