package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.api.RawHttp;
import io.plimsoll.api.RawHttp.Response;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Allocated;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.Publication;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two versions that replace each other again and again under callers who ask as fast as they can. {@code -Dswaps=1000}
 * is the long form, whose figures are in the documentation.
 */
@Tag("faults") // a minute of load: in .ci/run, and not in every build
class SwapIT {

    private static final int SWAPS = Integer.getInteger("swaps", 50);
    private static final int CALLERS = 4;
    private static final int BATCH = 16;

    /** Swaps after which everything that is made once has been made. */
    private static final int SETTLED = 10;

    private static final String CONTRACT = """
            contract: 1
            model: swapped
            version: "VERSION"
            inputs:
              - {name: number, type: integer, tensor: id, example: 7}
            outputs:
              result:
                - {name: same, from: same_id, type: integer}
                - {name: answered_by, from: same_id, bands: [{below: -1000000, label: nobody}, {label: "version VERSION"}]}
            """;

    @TempDir
    private Path temporary;

    @Test
    void case64NoRequestFailsAndEveryRowIsWhollyOfOneVersion() throws Exception {
        Repository repository = new Repository(new FolderStore(Files.createDirectory(temporary.resolve("models"))));
        publish(repository, "1");
        publish(repository, "2");
        var desk = new ReleaseDesk(repository, new Changes(Duration.ZERO, Duration.ofDays(7)), InstantSource.system());
        promote(desk, 0, "1");
        var done = new AtomicBoolean();
        try (var service = RunningService.over(temporary.resolve("models"), "--plimsoll.release.keep-previous=0s");
                var threads = Executors.newFixedThreadPool(CALLERS)) {
            awaitServing(service, "1");
            var callers = new ArrayList<Future<Long>>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                callers.add(threads.submit(() -> call(service, caller, done)));
            }
            Held before;
            try {
                before = swap(service, desk);
            } finally {
                done.set(true);
            }
            long answers = 0;
            for (Future<Long> caller : callers) {
                answers += caller.get();
            }
            Held after = Held.now();
            assertMeters(service, SWAPS % 2 == 0 ? "1" : "2");
            System.out.println(SWAPS + " swaps, " + answers + " answers, from " + before + " to " + after);
            assertThat(answers).isGreaterThan(SWAPS);
            assertThat(after.process().threads()).isLessThan(before.process().threads() + 10);
            assertThat(after.process().files()).isLessThan(before.process().files() + 20);
            assertThat(after.nativeMiB()).isLessThan(before.nativeMiB() + 32);
        }
    }

    /** What this process holds: the test and its callers grow the heap, and a graph that is not closed the rest. */
    private record Held(Footprint process, long heapMiB, long nativeMiB) {

        static Held now() throws IOException {
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() >> 20;
            return new Held(Footprint.ofThisProcess(), heap, Allocated.nativeMiB());
        }
    }

    /** Swaps to and fro; what the process held once everything that is made once had been made. */
    private static Held swap(RunningService service, ReleaseDesk desk) throws IOException {
        Held settled = Held.now();
        for (int swap = 1; swap <= SWAPS; swap++) {
            String version = swap % 2 == 0 ? "1" : "2";
            promote(desk, swap, version);
            awaitServing(service, version);
            awaitClosed(service, version.equals("1") ? "2" : "1");
            if (swap == SETTLED) {
                settled = Held.now();
            }
            if (swap % 100 == 0) {
                System.out.println("after " + swap + " swaps: " + Held.now());
            }
        }
        return settled;
    }

    /** Of two versions that took turns, the one that serves has a series; what may be rolled back to is here. */
    private static void assertMeters(RunningService service, String serving) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                service.get("/actuator/prometheus").body().lines())
                        .filteredOn(line -> line.startsWith("plimsoll_"))
                        .contains(
                                "plimsoll_store_up 1.0",
                                "plimsoll_release_revision{model=\"swapped\"} " + (SWAPS + 1.0),
                                "plimsoll_rollback_ready{model=\"swapped\"} 1.0",
                                "plimsoll_leaked_versions{model=\"swapped\"} 0.0",
                                "plimsoll_leases{model=\"swapped\",version=\"" + serving + "\"} 0.0")
                        .filteredOn(line -> line.startsWith("plimsoll_version_state"))
                        .containsExactly("plimsoll_version_state{model=\"swapped\",state=\"SERVING\",version=\""
                                + serving + "\"} 1.0"));
    }

    private static void publish(Repository repository, String version) throws IOException {
        Path packages = Files.createTempDirectory("swap");
        PackageFolder folder = PackageFolder.of(packages, "swapped", version)
                .graph("int64_echo")
                .contract(CONTRACT.replace("VERSION", version))
                .samples("{\"inputs\": {\"number\": 7}, \"expect\": {\"same\": 7, \"answered_by\": \"version " + version
                        + "\"}}");
        assertThat(new Publication(
                                repository,
                                new ModelVersion("swapped", version),
                                folder.path(),
                                "{}".getBytes(StandardCharsets.UTF_8),
                                Map.of())
                        .publish("tester", Instant.now(), false))
                .isInstanceOf(Publication.Outcome.Published.class);
    }

    private static void promote(ReleaseDesk desk, long revision, String version) throws IOException {
        assertThat(desk.promote(new ModelVersion("swapped", version), new Wish(revision, "tester", "to and fro"), true))
                .isInstanceOf(ReleaseDesk.Outcome.Written.class);
    }

    private static void awaitServing(RunningService service, String version) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> version.equals(model(service).path("serving").stringValue("")));
    }

    private static void awaitClosed(RunningService service, String version) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> model(service)
                        .path("versions")
                        .valueStream()
                        .filter(each -> each.path("version").stringValue("").equals(version))
                        .allMatch(each -> Stream.of("CLOSED", "DISCOVERED", "FETCHING")
                                .anyMatch(each.path("state").stringValue("")::equals)));
    }

    private static JsonNode model(RunningService service) throws IOException, InterruptedException {
        return service.json(service.get("/v1/models/swapped"));
    }

    /**
     * Asks until told to stop, one row and many in turn, on a connection that is kept for as long as the service keeps
     * it; how many answers were right.
     */
    private static long call(RunningService service, int caller, AtomicBoolean done) throws Exception {
        long answers = 0;
        long number = caller;
        while (!done.get()) {
            try (var http = new RawHttp(service.port())) {
                boolean kept = true;
                for (; kept && !done.get(); number += CALLERS) {
                    http.send(number % 2 == 0 ? one(number) : many(number));
                    Response response = http.receive();
                    assertThat(response.status()).as(response.body()).isEqualTo(200);
                    check(RunningService.JSON.readTree(response.body()), number);
                    kept = response.header("Connection") == null;
                    answers++;
                }
            }
        }
        return answers;
    }

    private static String one(long number) {
        return RawHttp.post("/v1/predict/swapped", "{\"number\": " + number + "}");
    }

    private static String many(long first) {
        return RawHttp.post(
                "/v1/batch/swapped",
                IntStream.range(0, BATCH)
                        .mapToObj(i -> "{\"number\": " + (first + i) + "}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static void check(JsonNode answer, long number) {
        if (number % 2 == 0) {
            assertThat(checkRow(answer, number)).isNotEmpty();
            return;
        }
        JsonNode rows = answer.path("results");
        assertThat(IntStream.range(0, BATCH)
                        .mapToObj(i -> checkRow(rows.path(i), number + i))
                        .distinct())
                .hasSize(1);
    }

    /** The version that answered, by its own word and by what its contract says. */
    private static String checkRow(JsonNode row, long number) {
        String version = row.path("model_version").stringValue("");
        assertThat(row.path("result").path("same").longValue()).isEqualTo(number);
        assertThat(row.path("result").path("answered_by").stringValue("")).isEqualTo("version " + version);
        return version;
    }
}
