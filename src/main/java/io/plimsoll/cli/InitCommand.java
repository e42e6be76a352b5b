package io.plimsoll.cli;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.draft.Draft;
import io.plimsoll.draft.Instructions;
import io.plimsoll.lifecycle.Report;
import io.plimsoll.lifecycle.Verification;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a first package out of a graph and a table of data, and verifies it. */
@Command(
        name = "init",
        description = {
            "Writes a first package: a contract out of the graph and the data, and golden rows where the data say"
                    + " what the training framework answers. Then verifies it.",
            "What is guessed is marked in the contract."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the package is written and may serve",
            "1:there is a package there already, there can be none, or it may not serve yet; the reasons are told",
            "2:wrong usage"
        })
final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "GRAPH", description = "The ONNX file.")
    private Path graph = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Rows as the training framework had them: .csv with a header, or .jsonl, where values may be"
                    + " lists and objects.")
    private @Nullable Path data;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            defaultValue = ",",
            description = "What separates the values of CSV; ${DEFAULT-VALUE} if left out.")
    private char delimiter;

    @Option(
            names = "--columns",
            paramLabel = "INPUT=COLUMN,…",
            description = "The columns that fill a graph input, from left to right; once for each input.")
    private List<String> columns = List.of();

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            description = "The classes in the order of their codes.")
    private List<String> labels = List.of();

    @Option(
            names = "--expect",
            paramLabel = "RESULT=COLUMN,…",
            description = "The columns that hold what the training framework answers: one for a label or a number, one"
                    + " a class for probabilities; probabilities[1]=COLUMN for one of them. Without RESULT=, the"
                    + " first result.")
    private List<String> expected = List.of();

    @Option(
            names = "--context",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that callers send and the graph does not read.")
    private List<String> context = List.of();

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that have nothing to do with the model.")
    private List<String> ignored = List.of();

    @Option(names = "--model", paramLabel = "NAME", description = "The model's name; that of the file if left out.")
    private @Nullable String model;

    @Option(
            names = "--version",
            paramLabel = "NAME",
            defaultValue = "1",
            description = "The version's name; ${DEFAULT-VALUE} if left out.")
    private String version = "1";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "models",
            description = "The repository to write into; ${DEFAULT-VALUE}, from which the service serves, if left out.")
    private Path repository = Path.of("models");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // read by the command line
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instructions told = instructions();
        Path folder = repository.resolve(Repository.prefix(told.id()));
        if (Files.exists(folder)) {
            return refused(
                    folder + " exists already, and nothing is overwritten; name another --version, or remove it");
        }
        return switch (Draft.of(told)) {
            case Draft.Outcome.Refused(String reason) -> refused(reason);
            case Draft.Outcome.Made(Draft draft) -> {
                try {
                    draft.write(graph, folder);
                } catch (FileSystemException e) {
                    String reason = e.getReason() == null ? "is in the way" : e.getReason();
                    yield refused(folder + " cannot be written: " + e.getFile() + ' ' + reason);
                }
                Report report = Verification.verify(folder);
                print(draft, folder, report);
                yield report.passed() ? CommandLineDoor.DONE : CommandLineDoor.REFUSED;
            }
        };
    }

    private Instructions instructions() {
        needFile(graph);
        if (data != null) {
            needFile(data);
        }
        String name = model == null ? Instructions.modelName(graph) : model;
        if (!ModelVersion.isModelName(name)) {
            throw wrong("--model: lower-case letters, digits and hyphens, at most 63; found " + name);
        }
        if (!ModelVersion.isVersionName(version)) {
            throw wrong("--version: letters, digits, dots, underscores and hyphens, at most 64; found " + version);
        }
        if (data == null && !(columns.isEmpty() && expected.isEmpty() && context.isEmpty() && ignored.isEmpty())) {
            throw wrong("--columns, --expect, --context and --ignore speak of columns of --data");
        }
        return new Instructions(
                new ModelVersion(name, version),
                graph,
                data,
                delimiter,
                assigned("--columns", columns, false),
                labels,
                assigned("--expect", expected, true),
                context,
                ignored);
    }

    private void needFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw wrong("not a file: " + file);
        }
    }

    /** Reads NAME=COLUMN,COLUMN. */
    private Map<String, List<String>> assigned(String option, List<String> values, boolean bare) {
        Map<String, List<String>> assigned = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals < 0 && !bare) {
                throw wrong(option + ": expected NAME=COLUMN,…; found " + value);
            }
            String name = equals < 0 ? "" : value.substring(0, equals).strip();
            List<String> named = Arrays.stream(value.substring(equals + 1).split(",", -1))
                    .map(String::strip)
                    .toList();
            if (assigned.put(name, named) != null) {
                throw wrong(option + ": " + (name.isEmpty() ? "the first result" : name) + " a second time");
            }
        }
        return assigned;
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private int refused(String reason) {
        spec.commandLine().getErr().println(reason);
        spec.commandLine().getErr().flush();
        return CommandLineDoor.REFUSED;
    }

    private void print(Draft draft, Path folder, Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + folder + ": a contract with " + counted(draft.guesses(), "guess", "guesses")
                + " marked, " + counted(draft.goldenRows().size(), "golden row", "golden rows") + ".");
        draft.notes().forEach(note -> out.println("  " + note));
        out.println();
        new ReportPrinter(out).print(folder.toString(), report);
        out.println();
        out.println(
                report.passed()
                        ? "Serve it: java -jar plimsoll.jar --plimsoll.repository=" + repository
                        : "Set right what is wrong in " + folder + ", then: java -jar plimsoll.jar verify " + folder);
        out.flush();
    }

    private static String counted(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
