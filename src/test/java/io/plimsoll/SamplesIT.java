package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results;
import io.plimsoll.yaml.ContractReader.Reading;
import io.plimsoll.yaml.Contracts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every version of every sample, in a repository of its own, answers its golden rows as its training framework did. */
class SamplesIT {

    @TempDir
    private Path repository;

    static Stream<Path> versions() throws IOException {
        var found = new ArrayList<Path>();
        for (String root : List.of("models", "src/test/models")) {
            try (Stream<Path> models = Files.list(Path.of(root))) {
                for (Path model : models.sorted().toList()) {
                    try (Stream<Path> versions = Files.list(model.resolve("versions"))) {
                        versions.sorted().forEach(found::add);
                    }
                }
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void answersItsGoldenRowsOverHttp(Path version) throws Exception {
        String model = version.getParent().getParent().getFileName().toString();
        copy(version, repository.resolve(model + "/versions/" + version.getFileName()));
        Contract contract = contract(version);
        List<JsonNode> rows = rows(version.resolve(contract.samplesOrDefault().file()));
        // A package that only shows a shape needs fewer rows than a sample.
        assertThat(rows).hasSizeGreaterThanOrEqualTo(version.startsWith("models") ? 20 : 8);
        try (var service = RunningService.over(repository)) {
            var softly = new SoftAssertions();
            for (JsonNode row : rows) {
                HttpResponse<String> response =
                        service.post("/v1/predict/" + model, row.get("inputs").toString());
                if (row.has("refuse")) {
                    assertRefused(softly, row, response);
                } else {
                    assertAnswered(softly, contract, row, response.statusCode(), service.json(response));
                }
            }
            assertBatch(softly, service, contract, model, rows);
            softly.assertAll();
        }
    }

    private static void assertBatch(
            SoftAssertions softly, RunningService service, Contract contract, String model, List<JsonNode> rows)
            throws Exception {
        var bodies = rows.stream().map(row -> row.get("inputs").toString()).toList();
        JsonNode answer = service.json(service.post("/v1/batch/" + model, "[" + String.join(",", bodies) + "]"));
        softly.assertThat(answer.path("results").size()).isEqualTo(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode result = answer.path("results").path(i);
            if (rows.get(i).has("refuse")) {
                softly.assertThat(result.path("code").stringValue(null)).isEqualTo("INVALID_INPUT");
            } else {
                assertAnswered(softly, contract, rows.get(i), 200, result);
            }
        }
    }

    private static void assertRefused(SoftAssertions softly, JsonNode row, HttpResponse<String> response) {
        JsonNode answer = RunningService.JSON.readTree(response.body());
        var expected = new TreeSet<String>();
        row.get("refuse").forEach(field -> expected.add(field.stringValue()));
        var named = new TreeSet<String>();
        answer.path("errors").forEach(error -> named.add(error.path("field").stringValue()));
        softly.assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        softly.assertThat(named).as("fields that %s refuses", row).isEqualTo(expected);
    }

    private static void assertAnswered(
            SoftAssertions softly, Contract contract, JsonNode row, int status, JsonNode answer) {
        softly.assertThat(status).as(answer.toString()).isEqualTo(200);
        softly.assertThat(answer.path("code").stringValue(null)).isEqualTo("OK");
        softly.assertThat(answer.path("result").size())
                .isEqualTo(row.get("expect").size());
        for (Results.Result result : contract.results().list()) {
            near(
                    softly,
                    result.name() + " of " + row,
                    row.get("expect").get(result.name()),
                    answer.path("result").path(result.name()),
                    room(contract, unit(result.form())));
        }
        for (String member : List.of("confidence", "explanation")) {
            if (row.has(member)) {
                near(softly, member + " of " + row, row.get(member), answer.path(member), room(contract, 0));
            }
        }
    }

    /** A whole unit of the last decimal, where the contract rounds. */
    private static double unit(Results.Form form) {
        Results.Form single = form instanceof Results.Form.PerItem items ? items.each() : form;
        Integer decimals = switch (single) {
            case Results.Form.Number number -> number.decimals();
            case Results.Form.Top top -> top.decimals();
            case Results.Form.TopItems top -> top.decimals();
            case Results.Form.Vector vector -> vector.decimals();
            case Results.Form.Scores scores -> scores.decimals();
            default -> null;
        };
        return decimals == null ? 0 : Math.pow(10, -decimals);
    }

    /** How far an answer may be from what is expected. */
    private static DoubleUnaryOperator room(Contract contract, double unit) {
        Contract.Samples samples = contract.samplesOrDefault();
        return wanted -> samples.absoluteTolerance() + samples.relativeTolerance() * Math.abs(wanted) + unit;
    }

    private static void near(
            SoftAssertions softly, String what, JsonNode expected, JsonNode actual, DoubleUnaryOperator room) {
        if (expected.isNumber() && actual.isNumber()) {
            double wanted = expected.doubleValue();
            softly.assertThat(Math.abs(actual.doubleValue() - wanted))
                    .as(what)
                    .isLessThanOrEqualTo(room.applyAsDouble(wanted));
        } else if (expected.isContainer() && expected.size() == actual.size() && expected.isObject()) {
            expected.propertyNames().forEach(key -> near(softly, what, expected.get(key), actual.path(key), room));
        } else if (expected.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                near(softly, what, expected.get(i), actual.get(i), room);
            }
        } else {
            softly.assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    private static Contract contract(Path version) throws IOException {
        Reading reading = Contracts.read(version.resolve("model.yaml"));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).contract();
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(RunningService.JSON::readTree)
                .toList();
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
