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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a package may serve: contract, files, graph, binding, golden rows, in this order, stopping at the first
 * check that fails. The service loads every version through here, and the command line asks the same questions.
 */
public final class Proof {

    private static final String UNVERIFIED =
            "unverified: without golden rows that are answered nobody knows whether the answers are right";

    private final Path folder;
    private final Checks checks = new Checks();
    private final Inspection inspection;
    private final EngineSettings settings;
    private final Assembly assembly;
    private final Consumer<ProofStep> begun;

    private Proof(
            Path folder,
            @Nullable ModelVersion expected,
            EngineSettings settings,
            Assembly assembly,
            Consumer<ProofStep> begun) {
        this.folder = folder;
        this.settings = settings;
        this.assembly = assembly;
        this.begun = begun;
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
        return prove(folder, expected, Assembly.UNGUARDED);
    }

    /** The same, and the version is put together for those who will call it. */
    static Outcome prove(Path folder, @Nullable ModelVersion expected, Assembly assembly) throws IOException {
        return new Proof(folder, expected, EngineSettings.defaults(), assembly, step -> {}).run();
    }

    /**
     * The same, for one who wants to know where it stands.
     *
     * @param begun told of each step before it begins
     */
    static Outcome prove(
            Path folder, @Nullable ModelVersion expected, EngineSettings settings, Consumer<ProofStep> begun)
            throws IOException {
        return new Proof(folder, expected, settings, Assembly.UNGUARDED, begun).run();
    }

    /**
     * What can be found wrong with a package without ONNX Runtime; empty if that is nothing.
     *
     * @param expected as {@link #prove} wants it
     */
    static Optional<Report> inspect(Path folder, @Nullable ModelVersion expected) throws IOException {
        var checks = new Checks();
        var inspection = new Inspection(folder, expected, checks);
        return inspection.binding() == null ? Optional.of(checks.report(inspection.id())) : Optional.empty();
    }

    private Outcome run() throws IOException {
        begun.accept(ProofStep.INSPECTION);
        Binding binding = inspection.binding();
        Engine engine = binding == null ? null : load(binding);
        return binding == null || engine == null ? refused() : proveRows(binding, engine);
    }

    private Outcome proveRows(Binding binding, Engine engine) throws IOException {
        Contract contract = binding.contract();
        var version = new LoadedVersion(contract, engine, assembly.predictor(binding, engine), List.of());
        boolean kept = false;
        try {
            List<GoldenRow> rows = readRows(contract);
            if (rows == null || !checkRows(binding, version, rows) || !checkEmptyLists(contract, rows)) {
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
        begun.accept(ProofStep.LOAD);
        try {
            Contract contract = binding.contract();
            Engine engine = OnnxEngine.load(
                    folder.resolve(contract.graph()),
                    binding,
                    assembly.settings(contract.id().model(), settings));
            checks.passed("load", "ONNX Runtime loads the graph", List.of());
            return engine;
        } catch (UnusableGraphException unusable) {
            checks.failed("load", "ONNX Runtime refuses the graph", List.of(String.valueOf(unusable.getMessage())));
            return null;
        }
    }

    /** The rows to send; none if there need not be any, null after a check that failed. */
    private @Nullable List<GoldenRow> readRows(Contract contract) throws IOException {
        boolean due = contract.samples() != null;
        String name = contract.samplesOrDefault().file();
        Path file = folder.resolve(name);
        boolean there = Files.exists(file);
        if (!there && due) {
            checks.failed("golden rows", "the file is missing", List.of("the package has no file " + name));
            return null;
        }
        GoldenRows read = there ? GoldenRows.read(file) : new GoldenRows(List.of(), List.of());
        if (!read.problems().isEmpty()) {
            checks.failed("golden rows", name + " cannot be read", read.problems());
            return null;
        }
        if (read.rows().isEmpty() && due) {
            checks.failed("golden rows", "the file is empty", List.of(name + " holds no rows"));
            return null;
        }
        if (read.rows().isEmpty()) {
            checks.passed("golden rows", "none", List.of(UNVERIFIED));
        }
        return read.rows();
    }

    private boolean checkRows(Binding binding, LoadedVersion version, List<GoldenRow> rows) {
        if (rows.isEmpty()) {
            return true;
        }
        begun.accept(ProofStep.GOLDEN_ROWS);
        var check = new GoldenCheck(binding.contract(), Halves.of(binding), GoldenCalls.of(version));
        GoldenCheck.Findings found = check.run(rows);
        if (!found.problems().isEmpty()) {
            checks.failed("golden rows", "answers are not as expected", found.problems());
            return false;
        }
        checks.passed("golden rows", found.done(), unproven(version.contract(), rows));
        return true;
    }

    /** What rows that are answered as expected leave unproven all the same. */
    private static List<String> unproven(Contract contract, List<GoldenRow> rows) {
        if (rows.stream().noneMatch(GoldenRow::answers)) {
            return List.of(UNVERIFIED);
        }
        return Stream.concat(
                        LabelCover.warnings(contract, rows).stream(),
                        ExpectationCover.warnings(contract, rows).stream())
                .toList();
    }

    private boolean checkEmptyLists(Contract contract, List<GoldenRow> rows) {
        List<String> unproven = EmptyListCover.problems(contract, rows);
        if (!unproven.isEmpty()) {
            checks.failed("empty lists", "no golden row proves them", unproven);
        }
        return unproven.isEmpty();
    }
}
