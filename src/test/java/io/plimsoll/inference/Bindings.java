package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.TextType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Bindings built by hand, without a contract's text and without reading the graph. */
final class Bindings {

    private final List<InputTensor> tensors = new ArrayList<>();
    private final List<Input> fields = new ArrayList<>();
    private final Map<String, Signature.Value> outputs = new LinkedHashMap<>();
    private RowMode rows = RowMode.TOGETHER;

    static Field field(String name, FieldType type) {
        return field(name, type, new Absence.Required());
    }

    static Field field(String name, FieldType type, Absence.Filler missing) {
        return field(name, type, new Absence.Missing(missing));
    }

    private static Field field(String name, FieldType type, Absence absence) {
        return Field.of(name, type, absence);
    }

    static Field number(String name) {
        return field(name, new NumberType(null, null));
    }

    static Field integer(String name) {
        return field(name, new IntegerType(null, null, List.of()));
    }

    static Field text(String name) {
        return field(name, new TextType(0, TextType.DEFAULT_MAX_LENGTH, null));
    }

    /** Number fields, as many as columns. */
    static Field[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> number("f" + i)).toArray(Field[]::new);
    }

    /** A tensor [N, columns] that the fields fill left to right, each one column wide but for one-hot categories. */
    Bindings matrix(String name, ElementType element, Field... columns) {
        int width = moves(name, columns).stream().mapToInt(Move::width).sum();
        return tensor(name, element, List.of(width), columns);
    }

    /** A tensor [N] that one field fills. */
    Bindings column(String name, ElementType element, Field field) {
        return tensor(name, element, List.of(), field);
    }

    Bindings tensor(String name, ElementType element, List<Integer> trailing, Field... columns) {
        int width = trailing.stream().reduce(1, (a, b) -> a * b);
        tensors.add(
                new InputTensor(name, element, null, trailing, width, new Binding.Fill.Columns(moves(name, columns))));
        for (Field field : columns) {
            fields.add(new Input(field, new Input.Target.Named(name)));
        }
        return this;
    }

    private static Leaf leaf(String tensor, Field field, int slot) {
        return new Leaf(field.name(), field, new Input.Target.Named(tensor), slot, null, 0, null);
    }

    private List<Move> moves(String name, Field... columns) {
        var moves = new ArrayList<Move>();
        int column = 0;
        for (int i = 0; i < columns.length; i++) {
            int width = columns[i].type() instanceof CategoryType category && category.oneHot()
                    ? category.values().size()
                    : 1;
            moves.add(new Move(leaf(name, columns[i], fields.size() + i), column, width));
            column += width;
        }
        return moves;
    }

    /** An output [N, trailing…]. */
    Bindings output(String name, ElementType element, long... trailing) {
        var shape = new ArrayList<Dimension>();
        shape.add(Dimension.OPEN);
        for (long axis : trailing) {
            shape.add(new Dimension(axis));
        }
        return output(name, new Signature.Value.Tensor(element, shape, true));
    }

    Bindings output(String name, Signature.Value declared) {
        outputs.put(name, declared);
        return this;
    }

    Bindings rows(RowMode mode) {
        rows = mode;
        return this;
    }

    Binding bind() {
        var contract = new Contract(
                new ModelVersion("test", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                Request.NONE,
                fields,
                List.of(),
                new Results(List.of(), null, null, null, null),
                Limits.DEFAULT,
                1,
                null,
                Contract.Origin.WRITTEN);
        return new Binding(
                contract,
                new Signature(Map.of(), outputs, Set.of()),
                rows,
                tensors,
                List.copyOf(outputs.keySet()),
                List.of(),
                null,
                null,
                null);
    }
}
