package io.plimsoll.lifecycle;

import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Synthesis;
import io.plimsoll.graph.Graph;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.yaml.ContractReader.Reading.Accepted;
import io.plimsoll.yaml.ContractReader.Reading.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The golden rows of a version that are answered, for those who send them to a service, with what each must be answered
 * within the contract's tolerance. Read without proving that the version may serve.
 */
public final class ExpectedAnswers {

    private final ModelVersion version;
    private final Comparison comparison;
    private final List<GoldenRow> rows;

    private ExpectedAnswers(ModelVersion version, Comparison comparison, List<GoldenRow> rows) {
        this.version = version;
        this.comparison = comparison;
        this.rows = List.copyOf(rows);
    }

    /** What reading came to. */
    public sealed interface Reading {

        /** Rows to send, at least one. */
        record Found(ExpectedAnswers answers) implements Reading {}

        /** Nothing to send, and why. */
        record None(List<String> reasons) implements Reading {

            public None {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /** What an answer to a row is. */
    public sealed interface Judgement {

        /** As expected. */
        record Right() implements Judgement {}

        /** Something else than expected. */
        record Wrong(List<String> differences) implements Judgement {}

        /** That of another version, which nothing here says anything about. */
        record ByAnother(String version) implements Judgement {}

        /** A failure with its code. */
        record Failed(String code, String message) implements Judgement {}

        /** None of this service. */
        record Foreign() implements Judgement {}
    }

    /**
     * Reads the golden rows in the folder of a version; of its files, contract, values, graph and samples must be
     * there.
     *
     * @throws IOException if the disk fails; bad content is a reason
     */
    public static Reading read(Path folder, ModelVersion version) throws IOException {
        Path file = folder.resolve(PackageFiles.CONTRACT);
        if (!Files.isRegularFile(file)) {
            return read(folder, version, null);
        }
        return switch (ContractFile.read(file)) {
            case Refused(var problems) -> new Reading.None(texts(problems));
            case Accepted accepted -> read(folder, version, accepted);
        };
    }

    private static Reading read(Path folder, ModelVersion version, @Nullable Accepted accepted) throws IOException {
        String name =
                accepted == null ? PackageFiles.GRAPH : accepted.contract().graph();
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return new Reading.None(List.of("the package has no file " + name));
        }
        return switch (GraphReader.read(file)) {
            case GraphReading.Unreadable(String reason) -> new Reading.None(List.of(name + " " + reason));
            case GraphReading.Readable(Graph graph) ->
                switch (accepted == null
                        ? Synthesis.of(version, name, graph.signature())
                        : Binder.bind(accepted.contract(), graph.signature(), accepted.sources())) {
                    case Bound.Misfits(var problems) -> new Reading.None(texts(problems));
                    case Bound.Fits(var binding, var _) ->
                        read(folder, version, binding.contract(), Halves.of(binding));
                };
        };
    }

    private static Reading read(Path folder, ModelVersion version, Contract contract, Halves halves)
            throws IOException {
        String name = contract.samplesOrDefault().file();
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return new Reading.None(List.of("it has no golden rows: there is no " + name));
        }
        GoldenRows read = GoldenRows.read(file);
        if (!read.problems().isEmpty()) {
            return new Reading.None(read.problems());
        }
        List<GoldenRow> answered =
                read.rows().stream().filter(GoldenRow::answers).toList();
        return answered.isEmpty()
                ? new Reading.None(List.of("it has no golden rows that are answered: all in " + name + " are refused"))
                : new Reading.Found(new ExpectedAnswers(version, new Comparison(contract, halves), answered));
    }

    /** What to send for each row, as JSON. */
    public List<byte[]> inputs() {
        return rows.stream().map(GoldenRow::inputs).toList();
    }

    /**
     * Holds the body of an answer against what is expected.
     *
     * @param row its place in {@link #inputs}
     */
    public Judgement judge(int row, byte[] body) {
        JsonNode answer;
        try {
            answer = GoldenRows.JSON.readTree(body);
        } catch (JacksonException e) {
            return new Judgement.Foreign();
        }
        String code = answer.path("code").asString("");
        if (code.isEmpty()) {
            return new Judgement.Foreign();
        }
        if (!code.equals("OK")) {
            return new Judgement.Failed(code, answer.path("msg").asString(""));
        }
        String by = answer.path("model_version").asString("");
        if (!by.equals(version.version())) {
            return new Judgement.ByAnother(by);
        }
        List<String> differences = rows.get(row).expectation() instanceof Expectation.Answers expected
                ? comparison.differences(expected, answer).stream()
                        .map(difference -> "line " + rows.get(row).line() + ": " + difference)
                        .toList()
                : List.of();
        return differences.isEmpty() ? new Judgement.Right() : new Judgement.Wrong(differences);
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
