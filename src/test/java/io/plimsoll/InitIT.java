package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandLineDoor;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Signature;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.lifecycle.VersionContract;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A package that {@code init} makes of a sample's graph and training data answers what the sample answers. */
class InitIT {

    private static final String GRAPHS = "src/test/resources/graphs/";

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    static Stream<Path> samples() throws IOException {
        return SamplesIT.versions().filter(version -> version.startsWith("models"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aDraftOfASampleAnswersTheSame(Path version) throws Exception {
        Path graph = version.resolve("model.onnx");
        Contract sample = contract(version);
        List<JsonNode> golden = golden(version, sample);
        var frame = new TrainingFrame(sample, signature(graph));
        List<ObjectNode> rows =
                golden.stream().map(row -> frame.row(row.get("inputs"))).toList();

        assertThat(init(graph, data(rows), frame.told())).as(out.toString()).isZero();

        Contract draft = contract(folder.resolve("models/draft/versions/1"));
        try (var service = RunningService.over(folder.resolve("models"))) {
            var softly = new SoftAssertions();
            for (int i = 0; i < rows.size(); i++) {
                HttpResponse<String> response = service.post("/v1/predict/draft", body(rows.get(i)));
                softly.assertThat(response.statusCode())
                        .as("%s to %s", response.body(), rows.get(i))
                        .isEqualTo(200);
                JsonNode answer = service.json(response).path("result");
                assertThat(compare(softly, sample, golden.get(i), draft, answer))
                        .isPositive();
            }
            softly.assertAll();
        }
    }

    @Test
    void aDraftWithWhatIsExpectedIsVerifiedAndNeverOverwritten() throws IOException {
        Path data = rows("w,x,y,z,said,n\n9,0,0,0,W,1\n0,9,0,0,X,2\n0,0,9,0,Y,3\n0,0,0,9,Z,4\n");

        assertThat(initScores(data)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("4 golden rows", "4 rows as expected", "may serve", "Serve it: java -jar");

        assertThat(initScores(data)).isEqualTo(1);
        assertThat(out.toString()).contains("exists already, and nothing is overwritten");
    }

    @Test
    void whatCannotBeWrittenIsSaidInASentence() throws IOException {
        Path data = rows("w,x,y,z,said,n\n9,0,0,0,W,1\n");
        Files.writeString(folder.resolve("models"), "a file, not a folder");

        assertThat(initScores(data)).isEqualTo(1);
        assertThat(out.toString()).contains("cannot be written: ").doesNotContain("\tat ");
    }

    @Test
    void aDraftThatMayNotServeStaysWithTheReasons() throws IOException {
        Path data = rows("w,x,y,z,said,n\n9,0,0,0,X,1\n");

        assertThat(initScores(data)).isEqualTo(1);
        assertThat(out.toString())
                .contains("label should be \"X\" but is \"W\"", "may not serve", "Set right what is wrong");
        assertThat(folder.resolve("models/scores-4/versions/1")).isDirectoryContaining("glob:**/model.yaml");
    }

    @Test
    void wrongUsageIsToldApart() throws IOException {
        String graph = GRAPHS + "scores_4.onnx";
        String data = rows("a\n1\n").toString();

        assertThat(run("init", "nowhere.onnx")).isEqualTo(2);
        assertThat(run("init", graph, "--model", "Not A Name")).isEqualTo(2);
        assertThat(run("init", graph, "--expect", "a=b")).isEqualTo(2);
        assertThat(run("init", graph, "--data", data, "--columns", "a")).isEqualTo(2);
        assertThat(run("init", graph, "--data", data, "--expect", "b", "--expect", "c"))
                .isEqualTo(2);
        assertThat(run("init", "--help")).isZero();
        assertThat(out.toString())
                .contains("not a file", "lower-case letters", "speak of columns of --data", "a second time");
    }

    private int initScores(Path data) {
        return run(
                "init",
                GRAPHS + "scores_4.onnx",
                "--data",
                data.toString(),
                "--labels",
                "W,X,Y,Z",
                "--expect",
                "label=said",
                "--ignore",
                "n",
                "--out",
                folder.resolve("models").toString());
    }

    private Path rows(String csv) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), csv);
    }

    private int run(String... arguments) {
        return CommandLineDoor.run(arguments, new PrintWriter(out), new PrintWriter(out));
    }

    /** Writes the data as CSV, or as JSON lines where they hold lists. */
    private Path data(List<ObjectNode> rows) throws IOException {
        boolean flat = rows.stream().allMatch(TrainingFrame::flat);
        Path data = folder.resolve(flat ? "rows.csv" : "rows.jsonl");
        return Files.writeString(
                data,
                flat
                        ? TrainingFrame.csv(rows)
                        : String.join(
                                "\n", rows.stream().map(ObjectNode::toString).toList()));
    }

    private int init(Path graph, Path data, List<String> columns) {
        var arguments = new ArrayList<>(List.of("init", graph.toString(), "--data", data.toString()));
        columns.forEach(told -> arguments.addAll(List.of("--columns", told)));
        arguments.addAll(
                List.of("--model", "draft", "--out", folder.resolve("models").toString()));
        return run(arguments.toArray(String[]::new));
    }

    private static String body(ObjectNode row) {
        ObjectNode body = row.deepCopy();
        row.propertyNames().forEach(name -> {
            if (row.get(name).isNull()) {
                body.remove(name);
            }
        });
        return body.toString();
    }

    /** Holds each result of the sample against the output of the graph that it is made of; returns how many were. */
    private static int compare(
            SoftAssertions softly, Contract sample, JsonNode golden, Contract draft, JsonNode answer) {
        int compared = 0;
        for (Result result : sample.results().list()) {
            JsonNode actual = output(draft, answer, result.from());
            JsonNode expected = golden.get("expect").path(result.name());
            if (!(result.form() instanceof Form.Bands)) {
                softly.assertThat(matches(result.form(), expected, actual))
                        .as("%s should be %s but is %s", result.name(), expected, actual)
                        .isTrue();
                compared++;
            }
        }
        JsonNode contributions = golden.path("explanation").path("contributions");
        if (contributions.isObject() && sample.results().contributions() != null) {
            JsonNode actual =
                    output(draft, answer, sample.results().contributions().from());
            softly.assertThat(near(contributions.valueStream().toList(), list(actual)))
                    .isTrue();
        }
        return compared;
    }

    /** What the draft answers for an output, or a part of one. */
    private static JsonNode output(Contract draft, JsonNode answer, String from) {
        for (Result result : draft.results().list()) {
            JsonNode value = answer.path(result.name());
            if (result.from().equals(from)) {
                return value;
            }
            if (from.startsWith(result.from() + "[")) {
                String part = from.substring(result.from().length() + 1, from.length() - 1);
                return value.isArray() ? value.path(Integer.parseInt(part)) : value.path(part);
            }
        }
        throw new AssertionError("the draft does not answer " + from);
    }

    private static boolean matches(Form form, JsonNode expected, JsonNode actual) {
        return switch (form) {
            case Form.Number number -> near(expected, actual);
            case Form.Whole whole -> near(expected, actual);
            case Form.Flag flag -> expected.equals(actual);
            case Form.Text text -> expected.equals(actual);
            case Form.Vector vector -> near(list(expected), list(actual));
            case Form.Scores scores ->
                expected.propertyStream().allMatch(entry -> near(entry.getValue(), actual.path(entry.getKey())));
            case Form.Label label ->
                expected.stringValue().equals(label.labels().get(actual.longValue()));
            case Form.Top top -> top(top, expected, actual);
            case Form.PerItem items ->
                expected.size() == actual.size()
                        && IntStream.range(0, expected.size())
                                .allMatch(i -> matches(items.each(), expected.get(i), actual.get(i)));
            case Form.TopItems items
            when expected.isArray() ->
                list(expected).stream()
                        .allMatch(entry -> near(
                                entry.get("score"),
                                actual.path(entry.get("item").intValue())));
            case Form.TopItems items -> best(list(actual)) == expected.intValue();
            case Form.Bands bands -> true;
            case Form.Nested nested -> expected.equals(actual);
        };
    }

    private static boolean top(Form.Top top, JsonNode expected, JsonNode actual) {
        if (expected.isString()) {
            return expected.stringValue().equals(top.labels().get(best(list(actual))));
        }
        return list(expected).stream().allMatch(entry -> {
            String label = entry.get("label").stringValue();
            return near(
                    entry.get("score"),
                    top.labels().isEmpty()
                            ? actual.path(label)
                            : actual.path(top.labels().indexOf(label)));
        });
    }

    private static int best(List<JsonNode> scores) {
        int best = 0;
        for (int i = 1; i < scores.size(); i++) {
            best = scores.get(i).doubleValue() > scores.get(best).doubleValue() ? i : best;
        }
        return best;
    }

    private static List<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    private static boolean near(List<JsonNode> expected, List<JsonNode> actual) {
        boolean near = expected.size() == actual.size();
        for (int i = 0; near && i < expected.size(); i++) {
            near = near(expected.get(i), actual.get(i));
        }
        return near;
    }

    private static boolean near(JsonNode expected, JsonNode actual) {
        return actual.isNumber()
                && Math.abs(actual.doubleValue() - expected.doubleValue())
                        <= 1e-5 + 1e-5 * Math.abs(expected.doubleValue());
    }

    private static List<JsonNode> golden(Path version, Contract contract) throws IOException {
        return Files.readAllLines(version.resolve(contract.samplesOrDefault().file())).stream()
                .map(RunningService.JSON::readTree)
                .filter(row -> row.has("expect"))
                .toList();
    }

    private static Contract contract(Path version) throws IOException {
        return ((VersionContract.Found) VersionContract.read(version)).contract();
    }

    private static Signature signature(Path graph) throws IOException {
        return ((GraphReading.Readable) GraphReader.read(graph)).graph().signature();
    }
}
