package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Pruning;
import io.plimsoll.release.Publication;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.store.FaultyProxy;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Repository;
import io.plimsoll.store.S3Server;
import io.plimsoll.store.S3Settings;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bucket that is away, slow, forbidden or lying, over a real S3 server behind a proxy: what serves goes on serving.
 */
@Tag("faults") // minutes of waiting for time-outs: in .ci/run, and not in every build
class StoreFaultsIT {

    private static final String MODEL = "m";
    private static final String BODY = "{\"number\": 1.5}";
    private static final String FILE_OF_2 = "versions/2/model.yaml";
    private static final String SECOND_RECORD = "releases/0000000002.json";

    @TempDir
    private static Path shared;

    private static S3Server server;

    /** Proofs of both versions, so that not every test waits for them. */
    private static Path proofs;

    @TempDir
    private Path temporary;

    private FaultyProxy proxy;
    private String bucket;
    private Store direct;
    private Replica replica;

    @BeforeAll
    static void proveBothVersions() throws Exception {
        server = new S3Server();
        Store store = S3Server.store(server.bucket(), server.settings());
        publish(store, "1", shared);
        promote(store, "1");
        Path volume = shared.resolve("cache");
        try (var first = new Replica(store, volume)) {
            awaitAnswers(first, "1");
            publish(store, "2", shared);
            promote(store, "2");
            awaitAnswers(first, "2");
        }
        proofs = volume.resolve("verdicts");
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        server.stop();
    }

    @BeforeEach
    void makeABucket() throws IOException {
        proxy = new FaultyProxy(server.endpoint());
        bucket = server.bucket();
        direct = S3Server.store(bucket, server.settings());
        Path verdicts = Files.createDirectories(volume().resolve("verdicts"));
        try (Stream<Path> files = Files.list(proofs)) {
            for (Path file : files.toList()) {
                Files.copy(file, verdicts.resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void leave() throws IOException {
        if (replica != null) {
            replica.close();
        }
        proxy.close();
        direct.close();
    }

    @Test
    void case47WithTheStoreDownAWarmCacheIsEnoughToServe() throws IOException {
        serving("1");
        replica.close();
        proxy.refuse();

        start();

        awaitAnswers("1");
        assertThat(replica.fleet().ready()).isTrue();
        assertThat(replica.watch().fault()).contains("cannot list s3://" + bucket);
        assertThat(replica.watch().lastAnswer()).isNull();
        release("2");
        proxy.listen();
        awaitAnswers("2");
    }

    @Test
    void case48WithTheStoreDownAndAColdCacheTheServiceIsAliveAndRecoversByItself() throws Exception {
        release("1");
        proxy.refuse();
        System.setProperty("aws.accessKeyId", S3Server.KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        try (var service = RunningService.ofBucket(bucket, proxy.endpoint(), volume())) {
            assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(service.post("/v1/predict/m", BODY).statusCode()).isGreaterThanOrEqualTo(400);

            proxy.listen();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
            assertThat(service.post("/v1/predict/m", BODY).statusCode()).isEqualTo(200);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void case49AStoreThatThrottlesIsAskedLessOften() throws IOException {
        serving("1");
        int before = proxy.calls().size();
        proxy.order(FaultyProxy.error(503, "SlowDown"));

        assertPauses(before);
        assertAnswers("1");
        assertThat(replica.watch().fault()).isNotNull();
        recovers();
    }

    @Test
    void case50AStoreThatForbidsIsNotAskedWithoutPause() throws IOException {
        serving("1");
        int before = proxy.calls().size();
        proxy.order(FaultyProxy.error(403, "AccessDenied"));

        assertPauses(before);
        assertAnswers("1");
        assertThat(replica.watch().fault()).contains("403 AccessDenied");
        recovers();
    }

    @Test
    void case50RecordsThatAreForbiddenAtStartAreThoseOfTheCache() throws IOException {
        serving("1");
        replica.close();
        proxy.order("/releases/", FaultyProxy.error(403, "AccessDenied"));

        start();

        awaitAnswers("1");
        await().until(() -> replica.watch().fault() != null);
        assertThat(replica.watch().fault()).contains("403 AccessDenied");
        recovers();
    }

    static Stream<FaultyProxy.Treatment> brokenDownloads() {
        return Stream.of(FaultyProxy.cutAfter(0.5), FaultyProxy.shorterBy(1), FaultyProxy.error(200, "InternalError"));
    }

    @ParameterizedTest
    @MethodSource("brokenDownloads")
    void case51AFileThatDoesNotArriveWholeIsFetchedAgain(FaultyProxy.Treatment treatment) throws IOException {
        serving("1");
        proxy.order(FILE_OF_2, treatment);
        release("2");
        await().atMost(Duration.ofSeconds(20)).until(() -> proxy.calls(FILE_OF_2) >= 3);
        assertAnswers("1");

        proxy.obey();
        awaitAnswers("2");
    }

    @ParameterizedTest
    @MethodSource("brokenDownloads")
    void case51ARecordThatDoesNotArriveWholeIsReadAgain(FaultyProxy.Treatment treatment) throws IOException {
        serving("1");
        proxy.order(SECOND_RECORD, treatment);
        release("2");
        long before = proxy.calls(SECOND_RECORD);
        await().atMost(Duration.ofSeconds(20)).until(() -> proxy.calls(SECOND_RECORD) >= before + 3);
        assertAnswers("1");

        proxy.obey();
        awaitAnswers("2");
    }

    @Test
    void case51AnErrorInPlaceOfAListingIsNoEmptyStore() throws IOException {
        serving("1");
        replica.close();
        proxy.order(FaultyProxy.listing("<Error><Code>InternalError</Code></Error>"));

        start();

        awaitAnswers("1");
        await().until(() -> replica.watch().fault() != null);
        recovers();
    }

    @Test
    void case52ARecordThatNamesAVersionThatIsNotThereIsTriedUntilTheNext() throws IOException {
        serving("1");
        release("2");
        // After the promotion: that would have refused it.
        String manifest = "m/versions/2/manifest.json";
        direct.delete(manifest);
        await().atMost(Duration.ofSeconds(20)).until(() -> proxy.calls(manifest) >= 2);
        assertAnswers("1");
        assertThat(replica.reasons(MODEL)).contains("no manifest of m 2");

        publish(direct, "3", temporary);
        promote(direct, "3");
        awaitAnswers("3");
    }

    @Test
    void case53AVersionWithoutItsManifestCannotBeReleasedNorServed() throws IOException {
        serving("1");
        direct.put("m/versions/2/model.onnx", bytes("half of it"));

        assertThat(desk(direct).promote(new ModelVersion(MODEL, "2"), wish(direct), true))
                .isInstanceOf(ReleaseDesk.Outcome.Refused.class);
        long looks = proxy.calls("list-type=2");
        await().until(() -> proxy.calls("list-type=2") >= looks + 2);
        assertAnswers("1");
        assertThat(proxy.calls("versions/2/")).isZero();
    }

    @Test
    void case54AStoreThatFallsBackTakesNothingBack() throws IOException {
        serving("1");
        FaultyProxy.Treatment past = proxy.past();
        release("2");
        awaitAnswers("2");
        FaultyProxy.Treatment now = FaultyProxy.passOn();

        for (int flip = 0; flip < 3; flip++) {
            proxy.order(past);
            assertAnswersAfterMoreCalls("2");
            proxy.order(now);
            assertAnswersAfterMoreCalls("2");
        }
        assertThat(replica.watch().history(MODEL).getFirst().revision()).isEqualTo(2);
    }

    @Test
    void case54AProcessThatStartsOnThePastServesWhatItKnew() throws IOException {
        serving("1");
        FaultyProxy.Treatment past = proxy.past();
        release("2");
        awaitAnswers("2");
        replica.close();
        proxy.order(past);

        start();

        awaitAnswers("2");
        assertAnswersAfterMoreCalls("2");
    }

    @Test
    void case54AnEmptyListUnloadsNothing() throws IOException {
        serving("1");
        proxy.order(FaultyProxy.listing("<ListBucketResult><Name>" + bucket
                + "</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
                + "</ListBucketResult>"));

        assertAnswersAfterMoreCalls("1");
        assertThat(replica.fleet().models()).hasSize(1);
    }

    @Test
    void case55AFileThatWasOverwrittenIsRefused() throws IOException {
        serving("1");
        Path file = temporary.resolve("2/m/versions/2/model.yaml");
        publish(direct, "2", temporary.resolve("2"));
        byte[] published = Files.readAllBytes(file);
        byte[] other = published.clone();
        other[other.length - 1]++;
        direct.put("m/" + FILE_OF_2, other);
        promote(direct, "2");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> replica.reasons(MODEL).contains("is not the file that was published"));
        assertAnswers("1");
        direct.put("m/" + FILE_OF_2, published);
        awaitAnswers("2");
    }

    @Test
    void case55AManifestThatWasOverwrittenIsRefused() throws IOException {
        serving("1");
        proxy.order("versions/2/manifest.json", FaultyProxy.error(503, "SlowDown"));
        release("2");
        String manifest = "m/versions/2/manifest.json";
        var found = (Store.Reading.Found) direct.read(manifest, 1 << 20, null);
        String other = new String(found.bytes(), StandardCharsets.UTF_8).replaceFirst("[0-9a-f]{64}", "0".repeat(64));
        direct.put(manifest, bytes(other));
        proxy.obey();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> replica.reasons(MODEL).contains("the manifest is another"));
        assertAnswers("1");
    }

    @Test
    void case56NothingIsReleasedOnAServerThatReplacesWhatItShouldCreate() throws Exception {
        S3Server anybody = S3Server.ofAnybody();
        try (var careless = new FaultyProxy(anybody.endpoint());
                Store good = S3Server.store(anybody.bucket(), anybody.settings());
                Store bad = S3Server.store("bucket-1", S3Server.settings(careless.endpoint()))) {
            publish(good, "1", temporary);
            careless.order(FaultyProxy.without("If-None-Match"));

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> desk(bad).promote(new ModelVersion(MODEL, "1"), wish(bad), true))
                    .matches(e -> e.fault() == Fault.UNFIT)
                    .withMessageContaining("If-None-Match");

            assertThat(good.objects("m/releases/")).isEqualTo(new Listing.Empty());
            assertThat(good.read(Repository.HEAD, 1000, null)).isEqualTo(new Store.Reading.Absent());
        } finally {
            anybody.stop();
        }
    }

    @Test
    void case57AClockThatIsOffIsMadeUpFor() throws IOException {
        serving("1");
        proxy.order(FaultyProxy.clockAhead(Duration.ofMinutes(20)));
        release("2");

        awaitAnswers("2");
        // What is signed may be made up for; what is removed by the clock is not.
        try (Store skewed = S3Server.store(bucket, S3Server.settings(proxy.endpoint()))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> new Pruning(new Repository(skewed), InstantSource.system()).candidates())
                    .withMessageContaining("nothing is removed");
        }
    }

    @Test
    void case57WhereAClockCannotBeMadeUpForTheReasonIsTold() throws IOException {
        serving("1");
        int before = proxy.calls().size();
        proxy.order(FaultyProxy.error(403, "RequestTimeTooSkewed"));

        assertPauses(before);
        assertAnswers("1");
        assertThat(replica.watch().fault()).contains("403 RequestTimeTooSkewed");
        recovers();
    }

    @Test
    void case58AStoreThatNeverAnswersHoldsNobodyUp() throws IOException {
        serving("1");
        int before = proxy.calls().size();
        proxy.order(FaultyProxy.silence());

        // The watch comes back from each call and asks again.
        await().atMost(Duration.ofSeconds(20)).until(() -> proxy.calls().size() >= before + 6);
        assertAnswers("1");
        assertThat(replica.watch().fault()).isNotNull();
        recovers();
    }

    @Test
    void case58AFileThatNeverArrivesIsFetchedAgain() throws IOException {
        serving("1");
        proxy.order(FILE_OF_2, FaultyProxy.silence());
        release("2");
        await().atMost(Duration.ofSeconds(20)).until(() -> proxy.calls(FILE_OF_2) >= 2);
        assertAnswers("1");
        assertThat(replica.watch().fault()).isNull();

        proxy.obey();
        awaitAnswers("2");
    }

    @Test
    void case58AStoreThatIsLateIsStillFollowed() throws IOException {
        serving("1");
        proxy.order(FaultyProxy.late(Duration.ofMillis(100)));
        release("2");

        awaitAnswers("2");
    }

    @Test
    void case58LeavingWaitsForNoAnswer() throws IOException {
        Set<Thread> ofOthers = watches();
        serving("1");
        int before = proxy.calls().size();
        proxy.order(FaultyProxy.silence());
        await().until(() -> proxy.calls().size() > before);

        replica.watch().close();

        assertThat(ofOthers).containsAll(watches());
    }

    private static Set<Thread> watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("plimsoll-watch"))
                .collect(Collectors.toSet());
    }

    private void serving(String version) throws IOException {
        release(version);
        start();
        awaitAnswers(version);
    }

    private void start() throws IOException {
        var settings = new S3Settings(
                proxy.endpoint(),
                null,
                true,
                S3Settings.Checksums.ALWAYS,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(5));
        replica = new Replica(S3Server.store(bucket, settings), volume());
    }

    private Path volume() {
        return temporary.resolve("cache");
    }

    private void release(String version) throws IOException {
        publish(direct, version, temporary.resolve(version));
        promote(direct, version);
    }

    private static void publish(Store store, String version, Path folder) throws IOException {
        Path files = PackageFolder.of(Files.createDirectories(folder), MODEL, version)
                .graph("double_echo")
                .contract("""
                        contract: 1
                        model: m
                        version: "%s"
                        inputs: [{name: number, type: number, tensor: id}]
                        outputs: {result: [{name: same, from: same_id, type: number}]}
                        """.formatted(version))
                .path();
        assertThat(new Publication(
                                new Repository(store), new ModelVersion(MODEL, version), files, bytes("{}"), Map.of())
                        .publish("tester", Instant.EPOCH, false))
                .isInstanceOf(Publication.Outcome.Published.class);
    }

    private static void promote(Store store, String version) throws IOException {
        assertThat(desk(store).promote(new ModelVersion(MODEL, version), wish(store), true))
                .isInstanceOf(ReleaseDesk.Outcome.Written.class);
    }

    private static Changes.Wish wish(Store store) throws IOException {
        return new Changes.Wish(desk(store).end(MODEL).revision(), "tester", "because");
    }

    private static ReleaseDesk desk(Store store) {
        return new ReleaseDesk(
                new Repository(store), new Changes(Duration.ZERO, Duration.ofDays(7)), InstantSource.system());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void awaitAnswers(String version) {
        awaitAnswers(replica, version);
    }

    private static void awaitAnswers(Replica replica, String version) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> replica.answers(MODEL, BODY).equals(version));
    }

    private void assertAnswers(String version) {
        assertThat(replica.answers(MODEL, BODY)).isEqualTo(version);
    }

    /** Long enough for all that is looked at to be looked at. */
    private void assertAnswersAfterMoreCalls(String version) {
        long before = proxy.calls("list-type=2");
        int calls = proxy.calls().size();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> proxy.calls("list-type=2") >= before + 2
                        && proxy.calls().size() >= calls + 10);
        assertAnswers(version);
    }

    /**
     * A process that asks ten times a second, and lets its pauses grow to a second, comes to long ones and keeps them.
     */
    private void assertPauses(int before) {
        await().atMost(Duration.ofSeconds(40)).until(() -> longPauses(before) >= 3);
    }

    private long longPauses(int before) {
        List<FaultyProxy.Seen> seen = proxy.calls();
        return IntStream.range(before + 1, seen.size())
                .filter(call -> seen.get(call).nanos() - seen.get(call - 1).nanos() >= 700_000_000L)
                .count();
    }

    /** Once the fault ends, news are news again. */
    private void recovers() throws IOException {
        proxy.obey();
        release("2");
        awaitAnswers("2");
        await().until(() -> replica.watch().fault() == null);
    }
}
