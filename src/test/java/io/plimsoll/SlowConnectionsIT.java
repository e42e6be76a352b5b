package io.plimsoll;

import static io.plimsoll.api.RawHttp.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.api.RawHttp;
import io.plimsoll.api.RawHttp.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case 10 at its largest: two thousand callers that send next to nothing, and never leave by themselves. */
@Tag("faults") // half a minute, and more open files than some machines give
class SlowConnectionsIT {

    private static final int SLOW = 2_000;
    private static final int THREADS = 16;
    private static final int GOOD = 8;
    private static final int ASKED = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a service of its own has open besides is some dozens; pools may grow by one or two. */
    private static final int SPARE_FILES = 20;

    @TempDir
    private Path home;

    private Path models;

    @BeforeEach
    void makeARepository() throws IOException {
        assumeThat(openFiles()).as("open files that a process may have").isGreaterThan(SLOW + 1_000);
        models = Files.createDirectory(home.resolve("models"));
        PackageFolder.of(models, "fast", "1")
                .graph("echo")
                .contract("""
                contract: 1
                model: fast
                version: "1"
                limits: {timeout: 2s}
                inputs: [{name: x, type: number, tensor: id}]
                outputs: {result: [{name: score, from: same_id, type: number}]}
                samples: {file: samples.jsonl}
                """)
                .samples("{\"inputs\": {\"x\": 0}, \"expect\": {\"score\": 0}}");
    }

    @Test
    void whoIsInsideIsServedWhileTheDoorIsFull() throws Exception {
        try (Service service = start()) {
            List<RawHttp> kept = new ArrayList<>();
            try {
                for (int i = 0; i < GOOD; i++) {
                    kept.add(new RawHttp(service.port()));
                    ask(kept.get(i), i);
                }
                surviveSlowCallers(service, number -> ask(kept.get(number % GOOD), number));
            } finally {
                for (RawHttp each : kept) {
                    each.close();
                }
            }
        }
    }

    @Test
    void whoComesIsServedWhereThereIsRoomForAll() throws Exception {
        try (Service service = start("--server.tomcat.max-connections=4096")) {
            surviveSlowCallers(service, number -> {
                try (var http = new RawHttp(service.port())) {
                    ask(http, number);
                }
            });
        }
    }

    private interface Good {
        void ask(int number) throws IOException;
    }

    private void surviveSlowCallers(Service service, Good good) throws Exception {
        long filesBefore = Footprint.of(service.process().pid()).files();
        try (var slow = new SlowCallers(service.port(), SLOW)) {
            await().atMost(PATIENCE).until(() -> slow.begun() >= service.room());
            for (int number = 0; number < ASKED; number++) {
                good.ask(number);
                service.isHealthy();
                if (number % 10 == 0) {
                    assertThat(service.requestThreads()).isBetween(1L, (long) THREADS);
                }
            }
            // They were cut, and came again: what is tested is not a first moment.
            await().atMost(PATIENCE).until(() -> slow.cut() > 0 && slow.begun() > SLOW);
            good.ask(ASKED);
            service.isHealthy();
            assertThat(service.requestThreads()).isBetween(1L, (long) THREADS);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Footprint.of(service.process().pid()).files())
                                .isLessThanOrEqualTo(filesBefore + SPARE_FILES));
        good.ask(ASKED + 1);
    }

    private static void ask(RawHttp http, int number) throws IOException {
        http.send(post("/v1/predict/fast", "{\"x\": " + number + "}"));
        Response answer = http.receive();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(RunningService.JSON
                        .readTree(answer.body())
                        .at("/result/score")
                        .doubleValue())
                .isEqualTo(number);
    }

    private Service start(String... further) throws IOException {
        int management;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            management = free.getLocalPort();
        }
        var arguments = new ArrayList<>(List.of(
                "--management.server.port=" + management,
                "--management.server.address=127.0.0.1",
                "--server.tomcat.threads.max=" + THREADS));
        arguments.addAll(List.of(further));
        var process = ServerProcess.start(home.resolve("service"), models, arguments.toArray(String[]::new));
        var service = new Service(process, management, further.length == 0 ? 512 : SLOW);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> service.health("readiness") == 200);
        return service;
    }

    /** A service whose health has a port of its own, and so many connections that it takes of those that come. */
    private record Service(ServerProcess process, int management, int room) implements AutoCloseable {

        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        int port() {
            return process.port();
        }

        void isHealthy() throws Exception {
            assertThat(process.isAlive()).as(process::log).isTrue();
            assertThat(health("liveness")).isEqualTo(200);
            assertThat(health("readiness")).isEqualTo(200);
        }

        int health(String what) throws IOException, InterruptedException {
            var uri = URI.create("http://127.0.0.1:" + management + "/actuator/health/" + what);
            return CLIENT.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.discarding())
                    .statusCode();
        }

        /** How many threads answer requests at the callers' port. */
        long requestThreads() throws IOException, InterruptedException {
            Process stacks = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(stacks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(stacks.waitFor()).as(text).isZero();
            return text.lines()
                    .filter(line -> line.matches("\"http-nio-127\\.0\\.0\\.1-auto-1-exec-\\d+\".*"))
                    .count();
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private static long openFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s{2,}", -1)[1])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElseThrow();
    }
}
