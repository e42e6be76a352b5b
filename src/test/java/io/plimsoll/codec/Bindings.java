package io.plimsoll.codec;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds bound contracts for tests, a tensor of its own for each input, and for each field of a list's items. */
final class Bindings {

    private final List<Input> inputs = new ArrayList<>();

    /** What the tensors are made of, in the order of the leaves. */
    private final List<ElementType> elements = new ArrayList<>();

    private final List<Field> context = new ArrayList<>();
    private final List<BoundResult> results = new ArrayList<>();
    private @Nullable String id;
    private @Nullable OutputRef confidence;
    private Results.Confidence.@Nullable Reduce reduce;
    private @Nullable OutputRef contributions;
    private int maxRows = 256;
    private int maxBody = 1 << 20;
    private Binding.RowMode rows = Binding.RowMode.TOGETHER;

    static Field field(String name, FieldType type, Absence absence) {
        return Field.of(name, type, absence);
    }

    static Field field(String name, FieldType type) {
        return field(name, type, new Absence.Required());
    }

    Bindings input(Field field, ElementType element) {
        inputs.add(new Input(field, new Input.Target.Named("t_" + field.name())));
        elements.add(element);
        return this;
    }

    /** A list, whose items' fields fill tensors of these elements. */
    Bindings list(Field field, ElementType... ofItems) {
        List<Input.Member> members = ((ListType) field.type())
                .items().fields().stream()
                        .map(item -> new Input.Member(
                                new Input.Target.Named("t_" + field.name() + "_" + item.name()),
                                new Absence.Filler.Zeros()))
                        .toList();
        inputs.add(new Input(field, new Input.Target.Items(members, null, null)));
        elements.addAll(List.of(ofItems));
        return this;
    }

    Bindings input(String name, FieldType type, ElementType element) {
        return input(field(name, type), element);
    }

    Bindings context(Field field) {
        context.add(field);
        return this;
    }

    Bindings id(String name) {
        id = name;
        return this;
    }

    Bindings maxRows(int rows) {
        maxRows = rows;
        return this;
    }

    Bindings maxBody(int bytes) {
        maxBody = bytes;
        return this;
    }

    Bindings rows(Binding.RowMode mode) {
        rows = mode;
        return this;
    }

    Bindings result(String name, Results.Form form, int output, Part part) {
        results.add(new BoundResult(
                new Results.Result(name, "out" + output, form, null, null), new OutputRef(output, part)));
        return this;
    }

    Bindings result(String name, Results.Form form) {
        return result(name, form, 0, new Part.Whole());
    }

    Bindings confidence(Results.Confidence.Reduce by, int output, Part part) {
        reduce = by;
        confidence = new OutputRef(output, part);
        return this;
    }

    Bindings contributions(int output) {
        contributions = new OutputRef(output, new Part.Whole());
        return this;
    }

    private InputTensor tensor(Leaf leaf, ElementType element) {
        return new InputTensor(
                ((Input.Target.Named) leaf.target()).text(),
                element,
                leaf.list() == null ? null : new Binding.ItemAxis(leaf.slot(), Binding.ItemAxis.OPEN),
                List.of(),
                leaf.columns(),
                new Binding.Fill.Columns(List.of(new Move(leaf, 0, leaf.columns()))));
    }

    Binding build() {
        Contract contract = new Contract(
                new ModelVersion("test-model", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                new Request(id, null, context),
                inputs,
                List.of(),
                new Results(
                        results.stream().map(BoundResult::result).toList(),
                        reduce == null ? null : new Results.Confidence("out0", reduce),
                        null,
                        contributions == null ? null : new Results.Contributions("out1", null),
                        null),
                new Limits(Limits.DEFAULT.timeout(), 100, maxRows, maxBody, null),
                1,
                null,
                Contract.Origin.WRITTEN);
        List<Leaf> leaves = contract.leaves();
        List<InputTensor> tensors = IntStream.range(0, leaves.size())
                .mapToObj(i -> tensor(leaves.get(i), elements.get(i)))
                .toList();
        return new Binding(
                contract,
                new Signature(Map.of(), Map.of(), Set.of()),
                rows,
                tensors,
                List.of("out0", "out1"),
                results,
                confidence,
                contributions,
                null);
    }
}
