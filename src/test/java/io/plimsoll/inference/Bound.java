package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Synthesis;
import io.plimsoll.graph.GraphReader;
import io.plimsoll.graph.GraphReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contracts put together by hand, bound to what a graph of the tests declares. */
final class Bound {

    /** So few rows a batch that a row may hold long lists. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(1), 100, 64, 1 << 20, null);

    private static final ModelVersion ID = new ModelVersion("test", "1");

    private final String graph;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Contract.Constant> constants = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private Signature signature;
    private @Nullable RowMode rows;

    private Bound(String graph) {
        this.graph = graph;
        this.signature = signature(graph);
    }

    static Bound to(String graph) {
        return new Bound(graph);
    }

    /** The binding of a graph without a contract, whose tensors are sent whole. */
    static OnnxEngine whole(String graph) {
        Binding binding = binding(Synthesis.of(ID, "model.onnx", signature(graph)));
        return Graphs.load(graph, binding, Graphs.SETTINGS);
    }

    /** What the graph is taken to declare, whatever it does. */
    Bound declaring(Signature claimed) {
        signature = claimed;
        return this;
    }

    /** How rows share runs, whatever the graph allows. */
    Bound rows(RowMode mode) {
        rows = mode;
        return this;
    }

    /** A field of a list's items, and where it goes. */
    record Member(Field field, String tensor, @Nullable Filler pad) {}

    static Member member(String name, FieldType type, String tensor, @Nullable Filler pad) {
        return new Member(Field.of(name, type, new Absence.Required()), tensor, pad);
    }

    Bound value(Field field, String tensor) {
        inputs.add(new Input(field, new Target.Named(tensor)));
        return this;
    }

    /** Fields that fill a tensor from left to right. */
    Bound matrix(String tensor, Field... columns) {
        int place = 0;
        for (Field field : columns) {
            inputs.add(new Input(field, new Target.Grouped(tensor, place)));
            place += Leaf.columns(field.type());
        }
        return this;
    }

    /** A list of single values that fills a tensor of its own. */
    Bound values(String name, FieldType type, String tensor, @Nullable Filler pad) {
        var items = new ListType.Items.Values(Field.of(name, type, new Absence.Required()));
        return list(name, new ListType(0, 20, null, items), null, null, member(name, type, tensor, pad));
    }

    /** A list of records. */
    Bound records(
            String name,
            int minItems,
            int maxItems,
            @Nullable String mask,
            @Nullable String lengths,
            Member... members) {
        List<Field> fields = Stream.of(members).map(Member::field).toList();
        var type = new ListType(minItems, maxItems, null, new ListType.Items.Records(fields));
        return list(name, type, mask, lengths, members);
    }

    private Bound list(String name, ListType type, @Nullable String mask, @Nullable String lengths, Member... members) {
        List<Input.Member> targets = Stream.of(members)
                .map(member -> new Input.Member(new Target.Named(member.tensor), member.pad))
                .toList();
        inputs.add(new Input(Field.of(name, type, new Absence.Required()), new Target.Items(targets, mask, lengths)));
        return this;
    }

    Bound constant(String tensor, Scalar... values) {
        constants.add(new Contract.Constant(tensor, List.of(values)));
        return this;
    }

    Bound answers(String... outputs) {
        results.addAll(List.of(outputs));
        return this;
    }

    OnnxEngine load() {
        return load(Library.TEXT);
    }

    OnnxEngine load(TextRoute text) {
        return Graphs.load(graph, bind(), text, Graphs.SETTINGS);
    }

    OnnxEngine load(EngineSettings settings) {
        return Graphs.load(graph, bind(), settings);
    }

    Binding bind() {
        var contract = new Contract(
                ID,
                null,
                null,
                Map.of(),
                "model.onnx",
                Request.NONE,
                inputs,
                constants,
                new Results(results.stream().map(this::result).toList(), null, null, null, null),
                LIMITS,
                1,
                null,
                Contract.Origin.WRITTEN);
        Binding bound = binding(Binder.bind(contract, signature));
        return rows == null
                ? bound
                : new Binding(
                        contract, signature, rows, bound.inputs(), bound.outputs(), bound.results(), null, null, null);
    }

    private Result result(String output) {
        Form form = signature.outputs().get(output) instanceof Signature.Value.Maps
                ? new Form.Scores(null)
                : new Form.Nested();
        return new Result(output, output, form, null, null);
    }

    private static Binding binding(Binder.Bound bound) {
        return switch (bound) {
            case Binder.Bound.Fits fits -> fits.binding();
            case Binder.Bound.Misfits misfits ->
                throw new AssertionError(misfits.problems().toString());
        };
    }

    private static Signature signature(String graph) {
        try {
            return ((GraphReading.Readable) GraphReader.read(Graphs.path(graph)))
                    .graph()
                    .signature();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
