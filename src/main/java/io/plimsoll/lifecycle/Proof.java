package io.plimsoll.lifecycle;

import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ContractReader;
import io.plimsoll.contract.ContractReader.Reading;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Synthesis;
import io.plimsoll.graph.Graph;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.inference.EngineSettings;
import io.plimsoll.inference.OnnxEngine;
import io.plimsoll.inference.UnusableGraphException;
import io.plimsoll.prediction.Engine;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a package may serve: contract, files, graph, binding, golden rows, in this order, stopping at the first
 * check that fails. The service loads every version through here, and the command line asks the same questions.
 */
public final class Proof {

    private final Path folder;
    private final @Nullable ModelVersion expected;
    private final Checks checks = new Checks();

    private Proof(Path folder, @Nullable ModelVersion expected) {
        this.folder = folder;
        this.expected = expected;
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
        PackageFiles files = PackageFiles.list(folder);
        if (!files.problems().isEmpty()) {
            checks.failed("files", "the folder holds what no package may hold", files.problems());
            return refused(null);
        }
        Reading.Accepted read = null;
        if (files.sizes().containsKey(PackageFiles.CONTRACT)) {
            read = readContract();
            if (read == null) {
                return refused(null);
            }
        }
        Contract written = read == null ? null : read.contract();
        ModelVersion id = written != null ? written.id() : idOfFolder();
        String graphFile = written == null ? PackageFiles.GRAPH : written.graph();
        Graph graph = checkName(id) ? readGraph(graphFile) : null;
        if (graph == null || !checkFiles(files, id, named(written, graphFile, graph))) {
            return refused(id);
        }
        Binding binding = bind(id, read, graph);
        Engine engine = binding == null ? null : load(binding);
        return binding == null || engine == null ? refused(id) : proveRows(binding, engine);
    }

    private Outcome proveRows(Binding binding, Engine engine) throws IOException {
        Contract contract = binding.contract();
        var version = new LoadedVersion(contract, engine, Assembly.predictor(binding, engine), List.of());
        boolean kept = false;
        try {
            List<GoldenRow> rows = readRows(contract);
            if (rows == null || !checkRows(version, rows)) {
                return refused(contract.id());
            }
            kept = true;
            return new Outcome.Proven(version.with(rows), checks.report(contract.id()));
        } finally {
            if (!kept) {
                version.close();
            }
        }
    }

    private Outcome refused(@Nullable ModelVersion id) {
        return new Outcome.Refused(checks.report(id == null ? expected : id));
    }

    private Reading.@Nullable Accepted readContract() throws IOException {
        return switch (ContractReader.read(
                PackageFiles.CONTRACT, Files.readAllBytes(folder.resolve(PackageFiles.CONTRACT)))) {
            case Reading.Refused(var problems) -> {
                checks.failed("contract", PackageFiles.CONTRACT + " is not a contract", texts(problems));
                yield null;
            }
            case Reading.Accepted accepted -> {
                Contract contract = accepted.contract();
                String summary = Checks.counted(contract.inputs().size(), "input") + ", "
                        + Checks.counted(contract.results().list().size(), "result");
                checks.passed("contract", summary, texts(accepted.warnings()));
                yield accepted;
            }
        };
    }

    private boolean checkName(ModelVersion id) {
        if (expected != null && !expected.equals(id)) {
            checks.failed(
                    "name",
                    "the contract and the folder disagree",
                    List.of("the contract says " + id + ", the folder says " + expected));
            return false;
        }
        return true;
    }

    private @Nullable Graph readGraph(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            checks.failed("graph", "there is no graph", List.of("the package has no file " + name));
            return null;
        }
        return switch (GraphReader.read(file)) {
            case GraphReading.Unreadable(String reason) -> {
                checks.failed("graph", name + " is not a graph that can serve", List.of(reason));
                yield null;
            }
            case GraphReading.Readable(Graph graph) -> inspect(name, graph) ? graph : null;
        };
    }

    /** The files beside those of the layout that the package may have, because it names them. */
    private static Set<String> named(@Nullable Contract written, String graphFile, Graph graph) {
        var named = new TreeSet<>(graph.externalFiles());
        named.add(graphFile);
        if (written != null && written.samples() != null) {
            named.add(written.samples().file());
        }
        return named;
    }

    private boolean checkFiles(PackageFiles files, ModelVersion id, Set<String> named) throws IOException {
        var problems = new ArrayList<String>();
        files.unknown(named).forEach(file -> problems.add("the package names no file " + file));
        files.missing(named).forEach(file -> problems.add("the package has no file " + file));
        String manifest = "no manifest yet";
        switch (ManifestReader.read(files, id)) {
            case ManifestReading.Absent() -> {}
            case ManifestReading.Invalid(var reasons) -> problems.addAll(reasons);
            case ManifestReading.Valid(Manifest valid) -> {
                problems.addAll(valid.check(files));
                manifest = "as the manifest says";
            }
        }
        return checks.settled(
                "files",
                "the files are not those of the package",
                problems,
                Checks.counted(files.sizes().size(), "file") + ", " + manifest);
    }

    private boolean inspect(String name, Graph graph) throws IOException {
        var reasons = new ArrayList<>(graph.unsupported());
        graph.leftovers().forEach(leftover -> reasons.add("left over from training: " + leftover));
        reasons.addAll(graph.externalDataProblems(folder));
        if (!reasons.isEmpty()) {
            checks.failed("graph", name + " is not a graph that can serve", reasons);
            return false;
        }
        List<String> disclosed = graph.disclosures().stream()
                .map(disclosure -> "the file tells of the machine that made it: " + disclosure)
                .toList();
        checks.passed("graph", "IR version " + graph.irVersion() + ", operators " + graph.opsets(), disclosed);
        return true;
    }

    private @Nullable Binding bind(ModelVersion id, Reading.@Nullable Accepted read, Graph graph) {
        Bound bound = read == null
                ? Synthesis.of(id, PackageFiles.GRAPH, graph.signature())
                : Binder.bind(read.contract(), graph.signature(), read.sources());
        return switch (bound) {
            case Bound.Misfits(var problems) -> {
                checks.failed("binding", "the contract does not fit the graph", texts(problems));
                yield null;
            }
            case Bound.Fits(var binding, var warnings) -> {
                var notes = new ArrayList<>(texts(warnings));
                if (read == null) {
                    notes.add("uncontracted: there is no " + PackageFiles.CONTRACT
                            + ", so callers send whole tensors by the" + " graph's own names");
                }
                checks.passed(
                        "binding",
                        Checks.counted(binding.inputs().size(), "tensor") + " filled, "
                                + Checks.counted(binding.outputs().size(), "tensor") + " read",
                        notes);
                yield binding;
            }
        };
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
        return rows.isEmpty()
                || checks.settled(
                        "golden rows",
                        "answers are not as expected",
                        new GoldenCheck(version.contract(), version.predictor()).run(rows),
                        Checks.counted(rows.size(), "row") + " as expected, alone, again and in batches");
    }

    private ModelVersion idOfFolder() {
        if (expected != null) {
            return expected;
        }
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return new ModelVersion(ModelVersion.isModelName(name) ? name : "model", "1");
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
