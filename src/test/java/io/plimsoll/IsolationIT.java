package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many callers, several models, single rows and batches at once: no row ever gets another row's answer. */
class IsolationIT {

    private static final int CALLERS = 16;
    private static final int CALLS = 250;
    private static final String ECHO = """
            contract: 1
            model: %1$s
            version: "1"
            request:
              id: ticket
              context: [{name: ticket, type: integer}]
            inputs:
              - {name: number, type: %2$s, tensor: id}
            outputs:
              result:
                - {name: same, from: same_id, type: %2$s}
            """;

    @TempDir
    private Path repository;

    @Test
    void everyRowIsAnsweredWithItsOwnNumber() throws Exception {
        PackageFolder.of(repository, "doubles", "1").graph("double_echo").contract(ECHO.formatted("doubles", "number"));
        PackageFolder.of(repository, "longs", "1").graph("int64_echo").contract(ECHO.formatted("longs", "integer"));
        SamplesIT.copy(Path.of("models/credit-risk/versions/2"), repository.resolve("credit-risk/versions/2"));
        try (var service = RunningService.over(repository);
                var threads = Executors.newFixedThreadPool(CALLERS)) {
            var callers = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < CALLERS; i++) {
                int seed = i;
                callers.add(() -> call(service, seed));
            }
            int rows = 0;
            for (Future<Integer> caller : threads.invokeAll(callers)) {
                rows += caller.get();
            }
            assertThat(rows).isGreaterThan(CALLERS * CALLS);
        }
    }

    private static int call(RunningService service, int seed) throws Exception {
        var random = new Random(seed);
        int rows = 0;
        for (int i = 0; i < CALLS; i++) {
            String model = random.nextBoolean() ? "doubles" : "longs";
            if (random.nextInt(10) == 0) {
                // Another model's requests, and bad ones, between the calls that are compared.
                assertThat(service.post("/v1/predict/credit-risk", "{\"age\": 1}")
                                .statusCode())
                        .isEqualTo(422);
            }
            int size = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 1;
            var numbers = random.longs(size, -(1L << 50), 1L << 50).boxed().toList();
            List<String> bodies = numbers.stream()
                    .map(number -> "{\"ticket\": %d, \"number\": %d}".formatted(number % 1000, number))
                    .toList();
            if (size == 1) {
                assertOwn(numbers.getFirst(), service.json(service.post("/v1/predict/" + model, bodies.getFirst())));
            } else {
                JsonNode answer =
                        service.json(service.post("/v1/batch/" + model, "[" + String.join(",", bodies) + "]"));
                for (int row = 0; row < size; row++) {
                    assertOwn(numbers.get(row), answer.path("results").path(row));
                }
            }
            rows += size;
        }
        return rows;
    }

    private static void assertOwn(long number, JsonNode answer) {
        assertThat(answer.path("result").path("same").decimalValue().longValueExact())
                .as(answer.toString())
                .isEqualTo(number);
        assertThat(answer.path("request_id").longValue()).isEqualTo(number % 1000);
    }
}
