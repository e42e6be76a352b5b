package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.codec.GeneratedRow;
import io.plimsoll.codec.RowGenerator;
import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binding;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.yaml.ContractReader.Reading;
import io.plimsoll.yaml.Contracts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Rows made from the contract of each sample model, sent to the running service one by one and together: each valid one
 * is answered, each other is refused by the field and the rule of its only fault. {@code -Drounds=100} is the long
 * form.
 */
class GeneratedRowsIT {

    private static final int ROUNDS = Integer.getInteger("rounds", 2);
    private static final int VALID_EACH = 30;
    private static final int BATCH_ROWS = 64;
    private static final int BATCH_BYTES = 900_000;

    @TempDir
    private static Path repository;

    private static RunningService service;

    /** One version a model, the newest under {@code models} where there is one. */
    static Stream<Path> samples() throws IOException {
        var newest = new LinkedHashMap<String, Path>();
        SamplesIT.versions()
                .forEach(version -> newest.merge(
                        model(version), version, (before, next) -> next.startsWith("models") ? next : before));
        return newest.values().stream();
    }

    private static String model(Path version) {
        return version.getParent().getParent().getFileName().toString();
    }

    @BeforeAll
    static void start() throws IOException {
        for (Path version : samples().toList()) {
            SamplesIT.copy(version, repository.resolve(model(version) + "/versions/" + version.getFileName()));
        }
        service = RunningService.over(repository, "--plimsoll.limits=src/test/resources/generous-limits.yaml");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyRowIsAnsweredAsItWasMade(Path version) throws Exception {
        Binding binding = binding(version);
        for (int seed = 0; seed < ROUNDS; seed++) {
            var softly = new SoftAssertions();
            List<GeneratedRow> rows = rows(new RowGenerator(binding, seed));
            for (GeneratedRow row : rows) {
                HttpResponse<String> response = service.post("/v1/predict/" + model(version), row.json());
                softly.assertThat(response.statusCode())
                        .as("seed %d: %s", seed, row)
                        .isEqualTo(row.fault() == null ? 200 : 422);
                assertAnswer(softly, seed, row, service.json(response));
            }
            assertBatches(softly, seed, model(version), rows);
            softly.assertAll();
        }
    }

    private static List<GeneratedRow> rows(RowGenerator generator) {
        var rows = new ArrayList<GeneratedRow>();
        for (int i = 0; i < VALID_EACH; i++) {
            rows.add(generator.valid());
        }
        List<GeneratedRow> faulty = generator.faulty();
        assertThat(faulty).hasSizeGreaterThan(3);
        // Bad rows among good ones.
        for (int i = 0; i < faulty.size(); i++) {
            rows.add(Math.min(rows.size(), i * 2), faulty.get(i));
        }
        return rows;
    }

    private void assertBatches(SoftAssertions softly, int seed, String model, List<GeneratedRow> rows)
            throws Exception {
        for (int from = 0; from < rows.size(); ) {
            int to = end(rows, from);
            List<GeneratedRow> batch = rows.subList(from, to);
            HttpResponse<String> response = service.post(
                    "/v1/batch/" + model,
                    batch.stream().map(GeneratedRow::json).collect(Collectors.joining(",", "[", "]")));
            JsonNode results = service.json(response).path("results");
            softly.assertThat(response.statusCode())
                    .as(response.body())
                    .isEqualTo(batch.stream().anyMatch(row -> row.fault() == null) ? 200 : 422);
            softly.assertThat(results.size()).isEqualTo(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                assertAnswer(softly, seed, batch.get(i), results.path(i));
            }
            from = to;
        }
    }

    /** So many rows as one batch may hold. */
    private static int end(List<GeneratedRow> rows, int from) {
        int bytes = 0;
        int to = from;
        while (to < rows.size() && to < from + BATCH_ROWS) {
            bytes += rows.get(to).json().getBytes(StandardCharsets.UTF_8).length + 1;
            if (to > from && bytes > BATCH_BYTES) {
                break;
            }
            to++;
        }
        return to;
    }

    private static void assertAnswer(SoftAssertions softly, int seed, GeneratedRow row, JsonNode answer) {
        softly.assertThat(answer.path("code").stringValue(""))
                .as("seed %d: %s, answered %s", seed, row, answer)
                .isEqualTo(row.fault() == null ? "OK" : "INVALID_INPUT");
        List<String> errors = answer.path("errors")
                .valueStream()
                .map(error -> error.path("field").stringValue("?") + " "
                        + error.path("rule").stringValue("?"))
                .toList();
        softly.assertThat(errors).as("seed %d: %s", seed, row).isEqualTo(expected(row));
    }

    private static List<String> expected(GeneratedRow row) {
        return row.fault() == null
                ? List.of()
                : List.of(row.fault().field() + " " + row.fault().rule().name().toLowerCase(Locale.ROOT));
    }

    private static Binding binding(Path version) throws IOException {
        Reading reading = Contracts.read(version.resolve("model.yaml"));
        GraphReading graph = GraphReader.read(version.resolve("model.onnx"));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        assertThat(graph).isInstanceOf(GraphReading.Readable.class);
        Binder.Bound bound = Binder.bind(
                ((Reading.Accepted) reading).contract(),
                ((GraphReading.Readable) graph).graph().signature());
        assertThat(bound).isInstanceOf(Binder.Bound.Fits.class);
        return ((Binder.Bound.Fits) bound).binding();
    }
}
