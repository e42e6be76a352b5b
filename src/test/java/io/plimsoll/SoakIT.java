package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.Publication;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.store.FaultyProxy;
import io.plimsoll.store.FaultyProxy.Treatment;
import io.plimsoll.store.Repository;
import io.plimsoll.store.S3Server;
import io.plimsoll.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A service whose bucket is away for as long as callers ask it: refused first, then silent, then lying.
 * {@code -Dsoak.seconds=600} is the long form, whose figures are in the documentation.
 */
@Tag("faults") // a minute of load: in .ci/run, and not in every build
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 60));
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Longer than the longest pause of a watch whose store was away, and what it asks after that. */
    private static final Duration RETURN = Duration.ofMinutes(3);

    private static final String MODEL = "soaked";
    private static final String CONTRACT = """
            contract: 1
            model: soaked
            version: "VERSION"
            inputs:
              - {name: number, type: integer, tensor: id, example: 7}
            outputs:
              result:
                - {name: same, from: same_id, type: integer}
                - {name: answered_by, from: same_id, bands: [{below: -1000000, label: nobody}, {label: "version VERSION"}]}
            limits: {rate: 10000/s}
            """;

    @TempDir
    private Path temporary;

    private S3Server server;
    private FaultyProxy proxy;
    private Store direct;
    private ServerProcess service;

    @Test
    void predictionsAreUntouchedWhileTheStoreIsAway() throws Exception {
        server = new S3Server();
        String bucket = server.bucket();
        try (var between = new FaultyProxy(server.endpoint());
                var straight = S3Server.store(bucket, server.settings());
                var process = ServerProcess.ofBucket(
                        temporary.resolve("service"), bucket, between.endpoint(), "--plimsoll.release.poll=500ms")) {
            proxy = between;
            direct = straight;
            service = process;
            release("1");
            service.isReady();
            service.awaitVersion(MODEL, "1", SoakIT::serves);
            try (var callers = new SteadyCallers(service, MODEL)) {
                soak(callers);
                assertThat(callers.versions()).containsExactly("1");
                comeBack(callers);
            }
            service.terminate();
            service.leavesInOrder();
        } finally {
            server.stop();
        }
    }

    private void soak(SteadyCallers callers) throws Exception {
        Treatment past = proxy.past();
        Duration phase = LENGTH.dividedBy(4);
        proxy.refuse();
        release("2");
        watch(callers, phase);
        long heapBefore = service.liveHeapMiB();
        Footprint before = Footprint.of(service.pid());
        report("settled", callers, before);
        watch(callers, phase);
        report("refused", callers, Footprint.of(service.pid()));

        proxy.order(FaultyProxy.silence());
        proxy.listen();
        watchUntilItAsked(callers, phase);
        report("silent", callers, Footprint.of(service.pid()));

        List<Treatment> lies = lies(past);
        for (Treatment lie : lies) {
            proxy.order(lie);
            watchUntilItAsked(callers, phase.dividedBy(lies.size()));
        }
        long heapAfter = service.liveHeapMiB();
        Footprint after = Footprint.of(service.pid());
        report("lied to", callers, after);
        System.out.println("live heap from " + heapBefore + " to " + heapAfter + " MiB");
        assertThat(after.threads()).isLessThan(before.threads() + 10);
        assertThat(after.files()).isLessThan(before.files() + 20);
        assertThat(after.residentMiB()).isLessThan(before.residentMiB() + 64);
        assertThat(heapAfter).isLessThan(heapBefore + 16);
    }

    /** None of them tells of the second version: as it was before; with nothing in it; an error as if all were well. */
    private static List<Treatment> lies(Treatment past) {
        Treatment empty = FaultyProxy.listing("<ListBucketResult><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys>"
                + "<IsTruncated>false</IsTruncated></ListBucketResult>");
        return List.of(
                past,
                call -> (call.line().contains("list-type=2") ? empty : past).treat(call),
                FaultyProxy.error(200, "InternalError"),
                FaultyProxy.error(404, "NoSuchKey"));
    }

    /** For so long the service is alive and ready, and no request fails. */
    private void watch(SteadyCallers callers, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            assertThat(service.isAlive()).as(service::log).isTrue();
            assertThat(service.readiness()).isEqualTo(200);
            assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(callers.failures()).isEmpty();
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** A watch in vain asks ever more seldom: a phase that it did not meet has tested nothing. */
    private void watchUntilItAsked(SteadyCallers callers, Duration length) throws Exception {
        int before = proxy.calls().size();
        watch(callers, length);
        await().atMost(RETURN).pollInterval(LOOK).until(() -> {
            watch(callers, Duration.ofMillis(1));
            return proxy.calls().size() > before;
        });
    }

    /** What was released while the store was away is served, without a request that fails on the way. */
    private void comeBack(SteadyCallers callers) throws Exception {
        proxy.obey();
        await().atMost(RETURN).pollInterval(LOOK).until(() -> {
            watch(callers, Duration.ofMillis(1));
            return serves(service.version(MODEL, "2"));
        });
        long answers = callers.answers();
        await().until(() -> callers.answers() > answers + 100);
        assertThat(callers.failures()).isEmpty();
        assertThat(callers.versions()).containsExactly("1", "2");
        report("back", callers, Footprint.of(service.pid()));
    }

    private static boolean serves(JsonNode version) {
        return version.path("state").stringValue("").equals("SERVING");
    }

    private static void report(String when, SteadyCallers callers, Footprint holds) {
        System.out.println(when + ": " + callers.answers() + " answers, " + holds);
    }

    /** By another way than that of the service. */
    private void release(String version) throws IOException {
        var repository = new Repository(direct);
        var id = new ModelVersion(MODEL, version);
        Path folder = PackageFolder.of(Files.createTempDirectory(temporary, "package"), MODEL, version)
                .graph("int64_echo")
                .contract(CONTRACT.replace("VERSION", version))
                .samples("{\"inputs\": {\"number\": 7}, \"expect\": {\"same\": 7, \"answered_by\": \"version " + version
                        + "\"}}")
                .path();
        assertThat(new Publication(repository, id, folder, "{}".getBytes(StandardCharsets.UTF_8), Map.of())
                        .publish("tester", Instant.now(), false))
                .isInstanceOf(Publication.Outcome.Published.class);
        var desk = new ReleaseDesk(repository, new Changes(Duration.ZERO, Duration.ofDays(7)), InstantSource.system());
        assertThat(desk.promote(id, new Wish(desk.end(MODEL).revision(), "tester", "a soak"), true))
                .isInstanceOf(ReleaseDesk.Outcome.Written.class);
    }
}
