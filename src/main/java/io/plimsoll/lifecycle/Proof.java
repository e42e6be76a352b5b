package io.plimsoll.lifecycle;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.inference.EngineSettings;
import io.plimsoll.inference.OnnxEngine;
import io.plimsoll.inference.UnusableGraphException;
import io.plimsoll.prediction.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a package may serve: contract, files, graph, binding, golden rows, in this order, stopping at the first
 * check that fails. The service loads every version through here, and the command line asks the same questions.
 */
public final class Proof {

    private final Path folder;
    private final Checks checks = new Checks();
    private final Inspection inspection;

    private Proof(Path folder, @Nullable ModelVersion expected) {
        this.folder = folder;
        this.inspection = new Inspection(folder, expected, checks);
    }

    /** What came of it. */
    public sealed interface Outcome {

        Report report();

        /** The package may serve; whoever asked closes the version. */
        record Proven(LoadedVersion version, Report report) implements Outcome {}

        /** It may not. */
        record Refused(Report report) implements Outcome {}
    }

    /**
     * Proves the package in a folder and leaves it loaded.
     *
     * @param expected the version that its place in a repository says it is, or null for a folder that stands alone
     */
    public static Outcome prove(Path folder, @Nullable ModelVersion expected) throws IOException {
        return new Proof(folder, expected).run();
    }

    private Outcome run() throws IOException {
        Binding binding = inspection.binding();
        Engine engine = binding == null ? null : load(binding);
        return binding == null || engine == null ? refused() : proveRows(binding, engine);
    }

    private Outcome proveRows(Binding binding, Engine engine) throws IOException {
        Contract contract = binding.contract();
        var version = new LoadedVersion(contract, engine, Assembly.predictor(binding, engine), List.of());
        boolean kept = false;
        try {
            List<GoldenRow> rows = readRows(contract);
            if (rows == null || !checkRows(version, rows)) {
                return refused();
            }
            kept = true;
            return new Outcome.Proven(version.with(rows), checks.report(contract.id()));
        } finally {
            if (!kept) {
                version.close();
            }
        }
    }

    private Outcome refused() {
        return new Outcome.Refused(checks.report(inspection.id()));
    }

    private @Nullable Engine load(Binding binding) {
        try {
            Engine engine =
                    OnnxEngine.load(folder.resolve(binding.contract().graph()), binding, EngineSettings.defaults());
            checks.passed("load", "ONNX Runtime loads the graph", List.of());
            return engine;
        } catch (UnusableGraphException unusable) {
            checks.failed("load", "ONNX Runtime refuses the graph", List.of(String.valueOf(unusable.getMessage())));
            return null;
        }
    }

    private @Nullable List<GoldenRow> readRows(Contract contract) throws IOException {
        String name = contract.samples() == null
                ? Contract.Samples.DEFAULT.file()
                : contract.samples().file();
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            if (contract.samples() != null) {
                checks.failed("golden rows", "the file is missing", List.of("the package has no file " + name));
                return null;
            }
            checks.passed(
                    "golden rows",
                    "none",
                    List.of("unverified: without golden rows nobody knows whether the answers are right"));
            return List.of();
        }
        GoldenRows read = GoldenRows.read(file);
        if (!read.problems().isEmpty()) {
            checks.failed("golden rows", name + " cannot be read", read.problems());
            return null;
        }
        return read.rows();
    }

    private boolean checkRows(LoadedVersion version, List<GoldenRow> rows) {
        GoldenCheck.Findings found = new GoldenCheck(version.contract(), GoldenCalls.of(version)).run(rows);
        return rows.isEmpty()
                || checks.settled("golden rows", "answers are not as expected", found.problems(), found.done());
    }
}
