package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plimsoll.api.RawHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What a caller may ask, and what it is told when it asks more; the operator's file decides. */
class LimitsIT {

    private static final String ONE = "{\"x\": 1}";

    /** A run that is asked to stop at its deadline, and an answer on its way, on a machine that is busy. */
    private static final Duration MARGIN = Duration.ofMillis(400);

    @TempDir
    private Path home;

    private Path models;
    private Path limits;

    @BeforeEach
    void makeARepository() throws IOException {
        models = Files.createDirectory(home.resolve("models"));
        limits = home.resolve("limits.yaml");
        version("fast", "echo", "id", "same_id");
    }

    private void version(String model, String graph, String input, String output) throws IOException {
        PackageFolder.of(models, model, "1")
                .graph(graph)
                .contract("""
                contract: 1
                model: %1$s
                version: "1"
                limits: {timeout: 10s, rate: 100000/s}
                inputs: [{name: x, type: number, tensor: %2$s}]
                outputs: {result: [{name: score, from: "%3$s", type: number}]}
                samples: {file: samples.jsonl}
                """.formatted(model, input, output))
                .samples("{\"inputs\": {\"x\": 0}, \"expect\": {\"score\": 0}}");
    }

    private RunningService start(String text) throws IOException {
        Files.writeString(limits, text);
        return RunningService.over(models, "--plimsoll.limits=" + limits);
    }

    @Test
    void whoAsksTooOftenIsRefusedAtOnceAndToldWhenThereIsRoom() throws Exception {
        try (RunningService service = start("models: {fast: {rate: 5/s}}")) {
            HttpResponse<String> answer = service.post("/v1/predict/fast", ONE);
            for (int i = 0; i < 20 && answer.statusCode() == 200; i++) {
                answer = service.post("/v1/predict/fast", ONE);
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.headers().firstValue("Connection")).isEmpty();
            assertThat(service.json(answer).path("code").stringValue()).isEqualTo("RATE_LIMITED");
            long patience = service.json(answer).path("retry_after_ms").longValue();
            assertThat(patience).isBetween(1L, 1000L);
            TimeUnit.MILLISECONDS.sleep(patience);
            assertThat(service.post("/v1/predict/fast", ONE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBatchCountsAsItsRows() throws Exception {
        try (RunningService service = start("models: {fast: {rate: 10/s, max_rows: 40}}")) {
            String rows = "[" + String.join(",", Collections.nCopies(40, ONE)) + "]";
            assertThat(service.post("/v1/batch/fast", rows).statusCode()).isEqualTo(200);

            HttpResponse<String> refused = service.post("/v1/predict/fast", ONE);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(service.json(refused).path("retry_after_ms").longValue()).isBetween(2000L, 4000L);
        }
    }

    @Test
    void theFileIsReadAgainWhenItChangesAndABrokenOneChangesNothing() throws Exception {
        try (RunningService service = start("defaults: {max_rows: 2}")) {
            String three = "[" + ONE + "," + ONE + "," + ONE + "]";
            assertThat(service.post("/v1/batch/fast", three).statusCode()).isEqualTo(413);

            Files.writeString(limits, "models: {fast: {max_rows: 3, cap: 50/s}}");
            await().until(() -> service.post("/v1/batch/fast", three).statusCode() == 200);
            var shown = service.json(service.get("/v1/models/fast"))
                    .path("contract")
                    .path("limits");
            assertThat(shown.path("max_rows").intValue()).isEqualTo(3);
            assertThat(shown.path("cap_per_second").doubleValue()).isEqualTo(50);

            Files.writeString(limits, "models: {fast: {max_rows: none}}");
            TimeUnit.MILLISECONDS.sleep(2500);
            assertThat(service.post("/v1/batch/fast", three).statusCode()).isEqualTo(200);
            Files.delete(limits);
            TimeUnit.MILLISECONDS.sleep(2500);
            assertThat(service.post("/v1/batch/fast", three).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBrokenFileKeepsTheServiceFromStarting() {
        assertThatThrownBy(() -> start("defaults: {rows: 2}").close())
                .rootCause()
                .hasMessageContaining("limits.yaml is not a file of limits")
                .hasMessageContaining("limits.yaml:1:12: unknown key rows");
    }

    @Test
    void case45AnEndlessRunIsAnsweredAtItsDeadlineAndItsLaneServesOn() throws Exception {
        version("endless", "endless_loop", "x", "y");
        try (RunningService service = start("models: {endless: {timeout: 300ms, lanes: 1}}")) {
            for (int i = 0; i < 3; i++) {
                assertLate(service, "endless", Duration.ofMillis(300));
            }
            // The only lane is home.
            await().until(() ->
                    service.post("/v1/predict/endless", "{\"x\": -1}").statusCode() == 200);
        }
    }

    @Test
    void case46AHugeKernelIsAnsweredAtItsDeadlineOnceItIsKnownToBeOne() throws Exception {
        version("kernel", "huge_kernel", "x", "y");
        try (RunningService service = start("models: {kernel: {timeout: 200ms}}")) {
            // It took its time while it was warmed, so that its very first caller is not kept.
            assertLate(service, "kernel", Duration.ofMillis(200));
            assertThat(service.post("/v1/predict/fast", ONE).statusCode()).isEqualTo(200);
        }
    }

    private static void assertLate(RunningService service, String model, Duration deadline) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> late = service.post("/v1/predict/" + model, ONE);
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(service.json(late).path("code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(took).isBetween(deadline.minusMillis(20), deadline.plus(MARGIN));
    }

    @Test
    void whoMeetsAFullModelKeepsItsConnection() throws Exception {
        version("endless", "endless_loop", "x", "y");
        try (RunningService service = start("models: {endless: {timeout: 10s, lanes: 1, queue: 0}}");
                var inside = new RawHttp(service.port());
                var outside = new RawHttp(service.port())) {
            // The first one shows what it is.
            service.send("POST", "/v1/predict/endless", ONE, "X-Request-Timeout-Ms", "100");
            await().until(() ->
                    service.post("/v1/predict/endless", "{\"x\": -1}").statusCode() == 200);
            inside.send(RawHttp.post("/v1/predict/endless", ONE));
            for (int i = 0; i < 3; i++) {
                RawHttp.Response refused = refused(outside);
                assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"", "\"retry_after_ms\":1000");
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.header("Connection")).isNull();
            }
            outside.send(RawHttp.post("/v1/predict/fast", ONE));
            assertThat(outside.receive().status()).isEqualTo(200);
            assertThat(service.get("/actuator/prometheus").body())
                    .contains("plimsoll_refused_requests_total{code=\"OVERLOADED\",model=\"endless\"} ");
        }
    }

    /** The one inside may still be on its way. */
    private static RawHttp.Response refused(RawHttp caller) {
        return await().until(
                        () -> {
                            caller.send(RawHttp.post("/v1/predict/endless", "{\"x\": -1}"));
                            return caller.receive();
                        },
                        answer -> answer.status() == 503);
    }

    @Test
    @Tag("faults") // seconds of full load: in .ci/run, and not in every build
    @EnabledOnOs(OS.LINUX)
    void noModelHoldsMoreThanHalfOfTheProcessorsWhileAnotherWaits() throws Exception {
        version("endless", "endless_loop", "x", "y");
        Path four = models.resolve("four-milliseconds");
        FileSystemUtils.copyRecursively(Path.of("src/bench/models/four-milliseconds"), four);
        try (RunningService service = start("defaults: {rate: 100000/s, timeout: 2s}");
                var threads = Executors.newCachedThreadPool()) {
            String row = RunningService.JSON
                    .readTree(Files.readAllLines(four.resolve("versions/1/samples.jsonl"))
                            .getFirst())
                    .path("inputs")
                    .toString();
            var over = new AtomicBoolean();
            var callers = new ArrayList<Future<?>>();
            int each = Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < each; i++) {
                callers.add(threads.submit(() -> callUntil(over, service, "endless", ONE)));
            }
            // So many that some always wait.
            for (int i = 0; i < 4 * each; i++) {
                callers.add(threads.submit(() -> callUntil(over, service, "four-milliseconds", row)));
            }
            await().until(() -> cpuOf("plimsoll-run-en") > 0 && cpuOf("plimsoll-run-fo") > 0);
            long endless = cpuOf("plimsoll-run-en");
            long waiting = cpuOf("plimsoll-run-fo");
            await().atMost(Duration.ofMinutes(1)).until(() -> cpuOf("plimsoll-run-fo") > waiting + 200);
            long slow = cpuOf("plimsoll-run-en") - endless;
            long quick = cpuOf("plimsoll-run-fo") - waiting;
            over.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }

            assertThat((double) slow / (slow + quick)).isLessThan(0.65);
        }
    }

    private static @Nullable Void callUntil(AtomicBoolean over, RunningService service, String model, String body)
            throws Exception {
        while (!over.get()) {
            assertThat(service.post("/v1/predict/" + model, body).statusCode()).isIn(200, 503, 504);
        }
        return null;
    }

    /** What the threads of this process whose names begin so have burnt, in hundredths of a second. */
    private static long cpuOf(String threads) throws IOException {
        long ticks = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String[] stat = stat(task);
                if (stat.length > 0 && stat[0].contains("(" + threads)) {
                    List<String> numbers = List.of(stat[1].split(" ", -1));
                    ticks += Long.parseLong(numbers.get(11)) + Long.parseLong(numbers.get(12));
                }
            }
        }
        return ticks;
    }

    /** The name, and what follows it; nothing of a thread that has ended. */
    private static String[] stat(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("stat")).split("\\) ", 2);
        } catch (NoSuchFileException ended) {
            return new String[0];
        }
    }

    @Test
    void aStuckModelTakesNoOthersPlace() throws Exception {
        version("endless", "endless_loop", "x", "y");
        try (RunningService service = start("models: {endless: {timeout: 2s}}");
                var threads = Executors.newFixedThreadPool(60)) {
            // The first one shows what it is.
            service.post("/v1/predict/endless", ONE);
            Callable<Integer> caller =
                    () -> service.post("/v1/predict/endless", ONE).statusCode();
            List<Future<Integer>> stuck = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                stuck.add(threads.submit(caller));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(service.post("/v1/predict/fast", ONE).statusCode()).isEqualTo(200);
            }
            for (Future<Integer> each : stuck) {
                assertThat(each.get()).isIn(503, 504);
            }
            assertThat(stuck).extracting(Future::resultNow).contains(503, 504);
        }
    }
}
