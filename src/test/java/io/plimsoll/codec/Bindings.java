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
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds bound contracts for tests, one tensor of its own for each input. */
final class Bindings {

    private final List<Field> inputs = new ArrayList<>();
    private final List<InputTensor> tensors = new ArrayList<>();
    private final List<Field> context = new ArrayList<>();
    private final List<BoundResult> results = new ArrayList<>();
    private @Nullable String id;
    private @Nullable OutputRef confidence;
    private Results.Confidence.@Nullable Reduce reduce;
    private @Nullable OutputRef contributions;
    private int maxRows = 256;
    private Binding.RowMode rows = Binding.RowMode.TOGETHER;

    static Field field(String name, FieldType type, Absence absence) {
        return Field.of(name, type, absence);
    }

    static Field field(String name, FieldType type) {
        return field(name, type, new Absence.Required());
    }

    Bindings input(Field field, ElementType element) {
        tensors.add(new InputTensor(
                "t_" + field.name(),
                element,
                null,
                List.of(),
                1,
                new Binding.Fill.Columns(List.of(new Move(leaf("t_" + field.name(), field, inputs.size()), 0, 1)))));
        inputs.add(field);
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

    private static Leaf leaf(String tensor, Field field, int slot) {
        return new Leaf(field.name(), field, new Input.Target.Named(tensor), slot, null, 0, null);
    }

    Binding build() {
        Contract contract = new Contract(
                new ModelVersion("test-model", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                new Request(id, null, context),
                inputs.stream()
                        .map(field -> new Input(field, new Input.Target.Named("t_" + field.name())))
                        .toList(),
                List.of(),
                new Results(
                        results.stream().map(BoundResult::result).toList(),
                        reduce == null ? null : new Results.Confidence("out0", reduce),
                        null,
                        contributions == null ? null : new Results.Contributions("out1", null),
                        null),
                new Limits(Limits.DEFAULT.timeout(), 100, maxRows, 1 << 20, null),
                1,
                null,
                Contract.Origin.WRITTEN);
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
