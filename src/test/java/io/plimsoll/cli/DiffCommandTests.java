package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code diff} says of two versions, and how it ends. */
class DiffCommandTests {

    private static final String CONTRACT = """
            contract: 1
            model: loans
            version: "1"
            inputs:
              - {name: age, type: integer, min: 18, max: 99, tensor: age}
            outputs: {result: [{name: score, from: score}, {name: price, from: price}]}
            """;
    private static final String WIDER = CONTRACT.replace("\"1\"", "\"2\"").replace("99", "120");
    private static final String BREAKING =
            WIDER.replace(", {name: price, from: price}", "").replace("min: 18", "min: 21");

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path repository;

    @Test
    void aCompatibleVersionIsDone() throws IOException {
        assertThat(diff(written("1", CONTRACT), written("2", WIDER))).isZero();
        assertThat(out).hasToString("""
                From loans 1 to loans 2

                  compatible
                    request  age  has max 120 now, was 99: wider

                Compatible: callers of loans 1 may stay as they are.
                """);
    }

    @Test
    void whatBreaksComesFirst() throws IOException {
        assertThat(diff(written("1", CONTRACT), written("2", BREAKING))).isEqualTo(1);
        assertThat(out).hasToString("""
                From loans 1 to loans 2

                  BREAKING
                    request  age           has min 21 now, was 18: narrower
                    answer   result.price  is gone

                  compatible
                    request  age           has max 120 now, was 99: wider

                Breaking: 2 of 3 changes break callers of loans 1.
                """);
    }

    @Test
    void theReferencePageShowsARealRun() throws IOException {
        assertThat(diff(Path.of("models/credit-matrix/versions/1"), Path.of("models/credit-risk/versions/1")))
                .isEqualTo(1);
        assertThat(Path.of("docs/reference/compatibility.md")).content().contains("```text\n" + out + "```\n");
    }

    @Test
    void theSameContractChangesNothing() throws IOException {
        Path folder = written("1", CONTRACT);
        assertThat(diff(folder, folder.resolve("model.yaml"))).isZero();
        assertThat(out.toString()).contains("Compatible: nothing changes for callers of loans 1.");
    }

    @Test
    void theChangesAreThereForMachines() throws IOException {
        assertThat(diff(written("1", CONTRACT), written("2", BREAKING), "--json"))
                .isEqualTo(1);
        JsonNode root = JsonMapper.shared().readTree(out.toString());
        assertThat(root.path("before").path("version").asString()).isEqualTo("1");
        assertThat(root.path("after").path("model").asString()).isEqualTo("loans");
        assertThat(root.path("verdict").asString()).isEqualTo("breaking");
        assertThat(root.path("changes")).hasSize(3);
        assertThat(root.path("changes").path(2)).isEqualTo(JsonMapper.shared().readTree("""
                {"verdict": "breaking", "part": "answer", "path": "result.price", "text": "is gone"}
                """));
    }

    @Test
    void aContractThatIsNoneIsRefusedWithEveryReason() throws IOException {
        Path bad = written("1", CONTRACT.replace("integer", "int"));
        Path worse = written("2", CONTRACT.replace("name: score", "name: s-1"));
        assertThat(diff(bad, worse)).isEqualTo(1);
        assertThat(out.toString())
                .contains(bad + " has no contract that can be read:", "model.yaml:5:", "did you mean integer?")
                .contains(worse + " has no contract that can be read:", "model.yaml:6:", "Nothing was compared.");
    }

    @Test
    void aRefusalIsThereForMachines() throws IOException {
        Path empty = Files.createDirectories(repository.resolve("empty"));
        assertThat(diff(written("1", CONTRACT), empty, "--json")).isEqualTo(1);
        JsonNode root = JsonMapper.shared().readTree(out.toString());
        assertThat(root.path("verdict").asString()).isEqualTo("refused");
        JsonNode refused = root.path("refused");
        assertThat(refused).hasSize(1);
        assertThat(refused.path(0).path("path").asString()).isEqualTo(empty.toString());
        assertThat(refused.path(0).path("reasons").path(0).asString())
                .isEqualTo("there is neither model.yaml nor model.onnx in " + empty);
    }

    @Test
    void theFilesThatAContractNamesAreReadToo() throws IOException {
        String contract =
                CONTRACT.replace("type: integer, min: 18, max: 99", "type: category, values_from: towns.json");
        Path before = written("1", contract);
        Path after = written("2", contract);
        Files.writeString(before.resolve("towns.json"), "[\"Oslo\", \"Bergen\"]");
        Files.writeString(after.resolve("towns.json"), "[\"Oslo\"]");
        assertThat(diff(before, after)).isEqualTo(1);
        assertThat(out.toString()).contains("age  does not take \"Bergen\" any more");
    }

    @Test
    void graphsWithoutContractsAreComparedByTheirTensors() throws IOException {
        assertThat(diff(uncontracted("iris", "1"), uncontracted("iris", "2"))).isZero();
        assertThat(out.toString()).contains("nothing changes for callers of iris 1.");
    }

    @Test
    void aContractForAGraphThatHadNoneBreaksItsCallers() throws IOException {
        assertThat(diff(uncontracted("loans", "1"), written("2", WIDER))).isEqualTo(1);
        assertThat(out.toString()).contains("From loans 1 to loans 2", "is gone: a request that sends it is refused");
    }

    @Test
    void aGraphInAPlaceThatNoVersionHasIsRefused() throws IOException {
        assertThat(diff(uncontracted("Iris", "1"), written("2", WIDER))).isEqualTo(1);
        assertThat(out.toString()).contains("Iris is not a model's name");
    }

    @Test
    void aGraphOutsideOfARepositoryIsComparedToo() throws IOException {
        Path folder = Files.createDirectories(repository.resolve("plain"));
        copyGraph(folder);
        assertThat(diff(folder, folder)).isZero();
        assertThat(out.toString()).contains("From model 1 to model 1");
    }

    @Test
    void aGraphThatIsNoneIsRefused() throws IOException {
        Path folder = folder("iris", "1");
        Files.writeString(folder.resolve("model.onnx"), "no graph");
        assertThat(diff(folder, folder)).isEqualTo(1);
        assertThat(out.toString()).contains(folder + " has no contract", "- model.onnx ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aContractThatTheDiskDoesNotGiveIsRefusedWithoutAStackTrace() throws IOException {
        // A file whose first byte cannot be read, whoever asks for it.
        assertThat(diff(written("1", CONTRACT), Path.of("/proc/self/mem"))).isEqualTo(1);
        assertThat(out.toString())
                .contains("/proc/self/mem has no contract that can be read:", "- the disk refuses: ")
                .doesNotContain("Exception");
    }

    @Test
    void aModelThatIsAnotherIsComparedByWhatCallersMeet() throws IOException {
        Path other = written("2", CONTRACT.replace("loans", "claims"));
        assertThat(diff(written("1", CONTRACT), other)).isZero();
        assertThat(out.toString()).contains("From loans 1 to claims 1", "nothing changes for callers of loans 1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a", "{a: b", "contract: 1\n\tmodel: loans", "a: &b [*b]", "\0"})
    void textThatIsNoContractIsRefusedWithItsPlace(String text) throws IOException {
        assertThat(diff(written("1", text), written("2", CONTRACT))).isEqualTo(1);
        assertThat(out.toString()).contains("- model.yaml:").doesNotContain("Exception");
    }

    @Test
    void aFolderThatIsNotThereIsWrongUsage() throws IOException {
        assertThat(diff(repository.resolve("none"), written("1", CONTRACT))).isEqualTo(2);
        assertThat(diff(written("1", CONTRACT), repository.resolve("loans"))).isEqualTo(2);
        assertThat(out.toString())
                .contains("neither a folder nor a file: ", "is the folder of a model; name a version");
    }

    private int diff(Path before, Path after, String... options) {
        var arguments = new String[options.length + 3];
        arguments[0] = "diff";
        arguments[1] = before.toString();
        arguments[2] = after.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandLineDoor.run(arguments, new PrintWriter(out, true), new PrintWriter(out, true));
    }

    private Path written(String version, String contract) throws IOException {
        Path folder = folder("loans", version);
        Files.writeString(folder.resolve("model.yaml"), contract);
        return folder;
    }

    private Path uncontracted(String model, String version) throws IOException {
        Path folder = folder(model, version);
        copyGraph(folder);
        return folder;
    }

    private Path folder(String model, String version) throws IOException {
        return Files.createDirectories(
                repository.resolve(model).resolve("versions").resolve(version));
    }

    private static void copyGraph(Path folder) throws IOException {
        Files.copy(Path.of("src/test/resources/graphs/matrix_3.onnx"), folder.resolve("model.onnx"));
    }
}
