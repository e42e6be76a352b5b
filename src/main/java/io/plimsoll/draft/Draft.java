package io.plimsoll.draft;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Contract.Origin;
import io.plimsoll.contract.Contract.Samples;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.TextType;
import io.plimsoll.draft.InputsDraft.Drafted;
import io.plimsoll.graph.Graph;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.yaml.ContractWriter;
import io.plimsoll.yaml.ContractWriter.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A first package: a contract with each guess marked, and golden rows where the data say what is expected.
 *
 * @param contract the contract as text, with the files that it names
 * @param goldenRows a JSON object each
 * @param externalFiles files beside the graph that it cannot do without
 * @param notes what whoever asked for it should know, a sentence each
 * @param guesses how many were marked
 */
public record Draft(
        Written contract, List<String> goldenRows, List<String> externalFiles, List<String> notes, int guesses) {

    /** As many cells as the rows of a call may have. */
    private static final long MOST_CELLS = 1 << 24;

    /** Bytes of a number in JSON, with what stands around it. */
    private static final long LONGEST_NUMBER = 24;

    public Draft {
        goldenRows = List.copyOf(goldenRows);
        externalFiles = List.copyOf(externalFiles);
        notes = List.copyOf(notes);
    }

    /** What came of drafting. */
    public sealed interface Outcome {

        /** There is a draft; whether it may serve, only verification tells. */
        record Made(Draft draft) implements Outcome {}

        /** There can be none. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Drafts a package and writes nothing.
     *
     * @throws IOException if the graph or the data cannot be read; what they hold is an outcome
     */
    public static Outcome of(Instructions told) throws IOException {
        try {
            return new Outcome.Made(draft(told));
        } catch (Undraftable refused) {
            return new Outcome.Refused(refused.reason());
        }
    }

    /**
     * Writes the package into a folder that does not exist yet.
     *
     * @param graph the file of the graph that was drafted from
     */
    public void write(Path graph, Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Files.createDirectory(folder);
        Files.copy(graph, folder.resolve(PackageFiles.GRAPH));
        for (String file : externalFiles) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.toAbsolutePath().getParent());
            Files.copy(graph.resolveSibling(file), copy);
        }
        if (!goldenRows.isEmpty()) {
            Files.write(folder.resolve(PackageFiles.SAMPLES), goldenRows);
        }
        for (Map.Entry<String, String> file : contract.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve(PackageFiles.CONTRACT), contract.text());
    }

    private static Draft draft(Instructions told) throws IOException, Undraftable {
        Graph graph = graph(told.graph());
        Table table = told.data() == null ? Table.NONE : TableReader.read(told.data(), told.delimiter());
        var remarks = new Remarks();
        var names = new Names();
        Placement.Outcome placed = Placement.of(graph.signature(), table, inputColumns(told, table), told.columns());
        List<Drafted> inputs = InputsDraft.of(placed, names, remarks);
        if (inputs.isEmpty()) {
            throw new Undraftable(told.graph() + " has no input that a field could fill");
        }
        List<Drafted> context = context(told.context(), table, names);
        ResultsDraft.Drafted results = ResultsDraft.of(graph.signature(), table, told, onlyList(inputs), remarks);
        var fields = new ArrayList<>(inputs);
        fields.addAll(context);
        List<String> golden = new GoldenDraft(table, fields, results, told.labels()).lines(remarks);
        addNotes(told, table, placed.left(), golden, remarks);
        Contract contract = new Contract(
                told.id(),
                null,
                null,
                Map.of(),
                PackageFiles.GRAPH,
                new Request(
                        null,
                        null,
                        context.stream().map(each -> each.input().field()).toList()),
                inputs.stream().map(Drafted::input).toList(),
                List.of(),
                results.results(),
                limits(inputs),
                1,
                golden.isEmpty() ? null : Samples.DEFAULT,
                Origin.WRITTEN);
        return new Draft(
                ContractWriter.write(contract, remarks.comments()),
                golden,
                graph.externalFiles(),
                remarks.notes(),
                remarks.guesses());
    }

    private static Graph graph(Path file) throws IOException, Undraftable {
        return switch (GraphReader.read(file)) {
            case GraphReading.Unreadable(String reason) -> throw new Undraftable(file + " " + reason);
            case GraphReading.Readable(Graph graph) -> {
                List<String> problems = graph.externalDataProblems(file.resolveSibling(""));
                if (!problems.isEmpty()) {
                    throw new Undraftable(file + ": " + problems.getFirst());
                }
                yield graph;
            }
        };
    }

    /** The columns that may be inputs: not those that were told to be something else. */
    private static List<Column> inputColumns(Instructions told, Table table) throws Undraftable {
        Set<String> others = new HashSet<>(told.ignored());
        others.addAll(told.context());
        told.expected().values().forEach(others::addAll);
        table.needed(others);
        return table.columns().stream()
                .filter(column -> !others.contains(column.name()))
                .toList();
    }

    private static List<Drafted> context(List<String> told, Table table, Names names) {
        var context = new ArrayList<Drafted>();
        for (Column column : table.columns()) {
            if (told.contains(column.name())) {
                FieldType type = column.whole()
                        ? new IntegerType(null, null, List.of())
                        : new TextType(0, TextType.DEFAULT_MAX_LENGTH, null);
                Field field = Field.of(names.field(column.name()), type, new Absence.Optional());
                context.add(new Drafted(new Input(field, new Target.Named(column.name())), column));
            }
        }
        return context;
    }

    /** The list whose items the graph may answer one by one. */
    private static @Nullable String onlyList(List<Drafted> inputs) {
        return inputs.stream()
                .map(drafted -> drafted.input().field())
                .filter(field -> field.type() instanceof ListType)
                .map(Field::name)
                .findFirst()
                .orElse(null);
    }

    private static void addNotes(
            Instructions told, Table table, List<Column> left, List<String> golden, Remarks remarks) {
        if (!left.isEmpty()) {
            remarks.note("Columns that fill nothing: "
                    + String.join(", ", left.stream().map(Column::name).toList())
                    + ". Callers may send them with --context.");
        }
        if (table.unread() != null) {
            remarks.note("Of the data " + table.unread() + '.');
        }
        if (golden.isEmpty()) {
            remarks.note("Unverified: there are no golden rows, so nobody knows whether the answers are right. "
                    + (told.data() == null
                            ? "Add samples.jsonl, or draft again with --data and --expect."
                            : "Add samples.jsonl, or draft again with --expect RESULT=COLUMN, for a column that holds"
                                    + " what the training framework answers."));
        }
        String data = told.data() == null ? "" : " and " + told.data().getFileName();
        remarks.comment(
                ContractWriter.HEAD,
                "A first draft, from " + told.graph().getFileName() + data
                        + (remarks.guesses() == 0
                                ? "."
                                : ".\nEach guess is marked: look at it, set it right where it is wrong, take the mark"
                                        + " away."));
    }

    /** The most cells that a value fills. */
    private static long cells(FieldType type) {
        return type instanceof ListType list
                ? (long) list.maxItems()
                        * list.items().fields().stream()
                                .mapToInt(field -> Leaf.columns(field.type()))
                                .sum()
                : Leaf.columns(type);
    }

    /** The usual limits, with room for one row and without more rows than cells allow. */
    private static Limits limits(List<Drafted> inputs) {
        Limits usual = Limits.DEFAULT;
        long cells = inputs.stream()
                .mapToLong(drafted -> cells(drafted.input().field().type()))
                .sum();
        long bytes = Long.highestOneBit(cells * LONGEST_NUMBER) * 2;
        return new Limits(
                usual.timeout(),
                usual.ratePerSecond(),
                Math.clamp(MOST_CELLS / Math.max(1, cells), 1, usual.maxRows()),
                Math.clamp(bytes, usual.maxBodyBytes(), Limits.MOST_BODY_BYTES),
                usual.p95());
    }
}
