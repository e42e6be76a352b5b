package io.plimsoll.lifecycle;

import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binder.Bound;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Synthesis;
import io.plimsoll.graph.Graph;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.yaml.ContractReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a proof that needs no ONNX Runtime: contract, graph, files, binding. What is wrong here is found before
 * the graph is handed to native code.
 */
final class Inspection {

    private static final Pattern YAML = Pattern.compile("[^/]+\\.ya?ml", Pattern.CASE_INSENSITIVE);

    private final Path folder;
    private final @Nullable ModelVersion expected;
    private final Checks checks;
    private @Nullable ModelVersion id;

    /**
     * An inspection that has not begun.
     *
     * @param expected the version that the folder's place in a repository says it is, or null
     * @param checks told of each check
     */
    Inspection(Path folder, @Nullable ModelVersion expected, Checks checks) {
        this.folder = folder;
        this.expected = expected;
        this.checks = checks;
    }

    /** The contract held against its graph, or null after a check that failed. */
    @Nullable
    Binding binding() throws IOException {
        PackageFiles files = PackageFiles.list(folder);
        if (!files.problems().isEmpty()) {
            checks.failed("files", "the folder holds what no package may hold", files.problems());
            return null;
        }
        boolean written = files.sizes().containsKey(PackageFiles.CONTRACT);
        if (!written && misnamed(files)) {
            return null;
        }
        Reading.Accepted read = written ? readContract() : null;
        if (written && read == null) {
            return null;
        }
        ModelVersion found = read != null ? read.contract().id() : idOfFolder();
        id = found;
        if (!checkName(found)) {
            return null;
        }
        String graphFile = read == null ? PackageFiles.GRAPH : read.contract().graph();
        Graph graph = readGraph(graphFile);
        return graph != null && checkFiles(files, found, named(read, graphFile, graph))
                ? bind(found, read, graph)
                : null;
    }

    /** The version, as far as it is known. */
    @Nullable
    ModelVersion id() {
        return id == null ? expected : id;
    }

    /**
     * Whether there is a contract under a wrong name; without this the graph alone would be looked at, as if it had
     * none.
     */
    private boolean misnamed(PackageFiles files) {
        List<String> problems = files.sizes().keySet().stream()
                .filter(file -> YAML.matcher(file).matches())
                .map(file -> "the package has " + file + " and no " + PackageFiles.CONTRACT + "; did you mean "
                        + PackageFiles.CONTRACT + "?")
                .toList();
        if (!problems.isEmpty()) {
            checks.failed("contract", "there is no contract under its name", problems);
        }
        return !problems.isEmpty();
    }

    private Reading.@Nullable Accepted readContract() throws IOException {
        return switch (ContractFile.read(folder.resolve(PackageFiles.CONTRACT))) {
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
                checks.failed("graph", name + " is not a graph that can serve", List.of(name + " " + reason));
                yield null;
            }
            case GraphReading.Readable(Graph graph) -> inspect(name, graph) ? graph : null;
        };
    }

    /** The files beside those of the layout that the package may have, because it names them. */
    private static Set<String> named(Reading.@Nullable Accepted read, String graphFile, Graph graph) {
        var named = new TreeSet<>(graph.externalFiles());
        named.add(graphFile);
        if (read != null) {
            named.addAll(read.files());
        }
        Contract.Samples samples = read == null ? null : read.contract().samples();
        if (samples != null) {
            named.add(samples.file());
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
        var reasons = new ArrayList<String>();
        graph.unsupported().forEach(unsupported -> reasons.add(name + " " + unsupported));
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
        List<String> deadly = read == null ? List.of() : EmptyListCover.deadly(read.contract(), graph);
        if (!deadly.isEmpty()) {
            checks.failed("binding", "the contract does not fit the graph", deadly);
            return null;
        }
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
