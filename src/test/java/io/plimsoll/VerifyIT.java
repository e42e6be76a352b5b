package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandLineDoor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What {@code verify} says of good packages and of bad ones. */
class VerifyIT {

    private static final String CONTRACT = """
            contract: 1
            model: m
            version: "1"
            inputs: [{name: amount, type: number, tensor: x}]
            outputs: {result: [{name: score, from: "y", type: number}]}
            """;

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path repository;

    @Test
    void aGoodPackageMayServeAndIsMeasured() {
        assertThat(verify("models/credit-risk/versions/2")).isZero();
        assertThat(out.toString())
                .contains("credit-risk 2", "golden rows", "as expected", "p50", "p99", "batch of 256", "may serve");
    }

    @Test
    void theReportIsThereForMachines() {
        assertThat(verify("models/credit-matrix/versions/1", "--json")).isZero();
        JsonNode report = RunningService.JSON.readTree(out.toString());
        assertThat(report.path("may_serve").booleanValue()).isTrue();
        assertThat(report.path("measured").path("one_row").path("p50_ms").doubleValue())
                .isPositive();
        assertThat(report.path("measured").path("full_batch").path("rows").intValue())
                .isEqualTo(256);
        assertThat(report.path("measured").path("file_bytes").path("model.onnx").longValue())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "optimizer, Adam",
        "optimizer_in_if, Adam",
        "gradient, Gradient",
        "loss, SoftmaxCrossEntropyLoss",
        "loss_in_if, SoftmaxCrossEntropyLoss",
        "loss_log_likelihood, NegativeLogLikelihoodLoss",
        "dropout_training, Dropout",
        "dropout_training_in_if, Dropout",
        "dropout_training_computed, Dropout",
        "dropout_training_in_loop, Dropout",
        "dropout_training_in_scan, Dropout",
        "dropout_training_in_function, Dropout",
        "batchnorm_training, BatchNormalization",
        "batchnorm_training_in_if, BatchNormalization",
        "unknown_domain, custom operators",
        "future_opset, opset",
        "external_dotdot, .."
    })
    void aGraphThatMustNotServeIsRefusedByName(String graph, String reason) throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1").graph(graph).path();
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL graph", reason, "may not serve");
    }

    /**
     * The graph adds noise of standard deviation 1, and the tolerance is 1: most first answers pass, and almost half of
     * those are not repeated.
     */
    @Test
    void answersThatChangeFromRunToRunAreRefused() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("random_output")
                .contract(CONTRACT + "samples: {file: samples.jsonl, absolute_tolerance: 1}\n")
                .samples(Collections.nCopies(100, "{\"inputs\": {\"amount\": 1}, \"expect\": {\"score\": 1}}")
                        .toArray(String[]::new))
                .path();
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL golden rows", "two runs of the same row do not agree");
    }

    @Test
    void aPackageWithoutGoldenRowsMayServeAndIsMarked() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1").graph("matrix_3").path();
        assertThat(verify(folder.toString())).isZero();
        assertThat(out.toString()).contains("unverified", "uncontracted", "may serve");
    }

    @Test
    void aFileThatNobodyNamesIsRefused() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1").graph("matrix_3").path();
        Files.writeString(folder.resolve("weights.bin"), "x");
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("weights.bin");
    }

    @Test
    void aFileWithoutRowsIsNoProof() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("inf_output")
                .contract(CONTRACT)
                .samples("", "")
                .path();
        assertThat(verify(folder.toString())).isZero();
        assertThat(out.toString()).contains("unverified");
        Files.writeString(folder.resolve("model.yaml"), CONTRACT + "samples: {file: samples.jsonl}\n");
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL golden rows", "samples.jsonl holds no rows");
    }

    @Test
    void rowsThatAreAllRefusedAreNoProofOfAnyAnswer() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("inf_output")
                .contract(CONTRACT)
                .samples("{\"inputs\": {}, \"refuse\": [\"amount\"]}")
                .path();
        assertThat(verify(folder.toString())).isZero();
        assertThat(out.toString()).contains("1 row as expected, alone", "unverified");
    }

    @Test
    void anAnswerThatCannotBeSaidNamesItsResult() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("inf_output")
                .contract(CONTRACT)
                .samples("{\"inputs\": {\"amount\": 0}, \"expect\": {\"score\": 0}}")
                .path();
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("samples.jsonl:1: should be answered but fails: result score: the graph");
    }

    @ParameterizedTest
    @CsvSource({"1KiB, batch of 78", "13B, no batch: a list of one golden row is larger than max_body"})
    void theReportSaysHowManyRowsABodyCouldHold(String maxBody, String line) throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("inf_output")
                .contract(CONTRACT + "limits: {max_body: " + maxBody + "}\n")
                .samples("{\"inputs\": {\"amount\": 1}, \"expect\": {\"score\": 1}}")
                .path();
        assertThat(verify(folder.toString())).isZero();
        assertThat(out.toString()).contains(line);
        assertThat(verify(folder.toString(), "--json")).isZero();
        assertThat(out.toString()).contains(maxBody.equals("13B") ? "\"full_batch\" : null" : "\"rows\" : 78");
    }

    @Test
    void labelsThatNoGoldenRowIsAnsweredWithAreNamed() throws IOException {
        String bands = "bands: [{below: 0.5, label: low}, {label: high}]";
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("inf_output")
                .contract(CONTRACT.replace("type: number}]}", bands + "}]}"))
                .samples("{\"inputs\": {\"amount\": 1}, \"expect\": {\"score\": \"high\"}}")
                .path();
        assertThat(verify(folder.toString())).isZero();
        assertThat(out.toString()).contains("note golden rows", "no golden row is answered with low as score");
    }

    @Test
    void aFileOfValuesBelongsToThePackageThatNamesIt() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1")
                .graph("inf_output")
                .contract(CONTRACT.replace("type: number, tensor", "type: category, values_from: lists/a.json, tensor"))
                .path();
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAIL contract", "model.yaml:4:41: values_from: the package has no file lists/a.json");

        Files.createDirectory(folder.resolve("lists"));
        Files.writeString(folder.resolve("lists/a.json"), "[\"north\",\n 4]");
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("lists/a.json:2:2: values: 4 may be read as a number");

        Files.writeString(folder.resolve("lists/a.json"), "[\"north\", \"south\"]");
        Files.writeString(folder.resolve("lists/b.json"), "[]");
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL files", "the package names no file lists/b.json");

        Files.delete(folder.resolve("lists/b.json"));
        assertThat(verify(folder.toString())).isZero();
    }

    @Test
    void aContractUnderAWrongNameIsNotPassedOver() throws IOException {
        Path folder = PackageFolder.of(repository, "m", "1").graph("inf_output").path();
        Files.writeString(folder.resolve("model.yml"), CONTRACT);
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("the package has model.yml and no model.yaml; did you mean model.yaml?");
    }

    @Test
    void aModelUnderAWrongNameIsRefused() throws IOException {
        Path folder = PackageFolder.of(repository, "Bad_Name", "1")
                .graph("inf_output")
                .path();
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL name", "Bad_Name is not a model's name");
    }

    private int verify(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineDoor.run(all, new PrintWriter(out, true), new PrintWriter(out, true));
    }
}
