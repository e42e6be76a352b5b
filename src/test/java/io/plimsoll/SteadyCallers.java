package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * Callers that ask at a steady rate, one row and many in turn, and look at every answer; the model says the number back
 * and names the version that answered. A caller whose request fails says so and ends.
 */
final class SteadyCallers implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final long PAUSE_MS = 25;
    private static final int BATCH = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServerProcess service;
    private final String model;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicLong answers = new AtomicLong();
    private final Set<String> versions = new ConcurrentSkipListSet<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Begins to ask. */
    SteadyCallers(ServerProcess service, String model) {
        this.service = service;
        this.model = model;
        for (int caller = 0; caller < CALLERS; caller++) {
            long first = caller;
            threads.add(Thread.ofPlatform().daemon().name("caller-" + caller).start(() -> call(first)));
        }
    }

    private void call(long first) {
        try {
            for (long number = first; !ending.await(PAUSE_MS, TimeUnit.MILLISECONDS); number += CALLERS) {
                if (number / CALLERS % 2 == 0) {
                    ask(number);
                } else {
                    askMany(number);
                }
                answers.incrementAndGet();
            }
        } catch (Exception | AssertionError failure) {
            failures.add(failure);
        }
    }

    private void ask(long number) throws Exception {
        versions.add(check(post("/v1/predict/", "{\"number\": " + number + "}"), number));
    }

    private void askMany(long first) throws Exception {
        String body = LongStream.range(first, first + BATCH)
                .mapToObj(number -> "{\"number\": " + number + "}")
                .collect(Collectors.joining(",", "[", "]"));
        JsonNode rows = post("/v1/batch/", body).path("results");
        assertThat(rows.size()).isEqualTo(BATCH);
        List<String> named = LongStream.range(0, BATCH)
                .mapToObj(i -> check(rows.path((int) i), first + i))
                .distinct()
                .toList();
        assertThat(named).hasSize(1);
        versions.addAll(named);
    }

    private JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> response = service.post(path + model, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.JSON.readTree(response.body());
    }

    /** The version that answered, by its own word and by what its contract says. */
    private static String check(JsonNode row, long number) {
        String version = row.path("model_version").stringValue("");
        assertThat(row.path("result").path("same").longValue()).isEqualTo(number);
        assertThat(row.path("result").path("answered_by").stringValue("")).isEqualTo("version " + version);
        return version;
    }

    /** Right answers so far. */
    long answers() {
        return answers.get();
    }

    /** The versions that gave them. */
    Set<String> versions() {
        return versions;
    }

    /** Requests that were not answered, or not rightly. */
    List<Throwable> failures() {
        return failures;
    }

    /** Each caller ends after the answer that it waits for; one that waits for ever is left behind. */
    @Override
    public void close() {
        ending.countDown();
        try {
            for (Thread thread : threads) {
                assertThat(thread.join(PATIENCE)).as("a caller that ends").isTrue();
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
