package io.plimsoll.codec;

import com.google.re2j.Pattern;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binder;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes contracts by chance, each bound to what a graph would declare that takes its fields. */
final class RandomContracts {

    private static final Limits LIMITS = new Limits(Limits.DEFAULT.timeout(), 100, 64, 8 << 20, null);
    private static final Value SCORE = tensor(ElementType.FLOAT, 1, false);

    private final Random random;
    private final RandomTypes types;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, Value> tensors = new LinkedHashMap<>();
    private int names;

    private RandomContracts(long seed) {
        random = new Random(seed);
        types = new RandomTypes(random);
    }

    static Binding binding(long seed) {
        return new RandomContracts(seed).bound();
    }

    private Binding bound() {
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> vector();
                case 1 -> list(null);
                case 2 -> records();
                case 3 -> pairOfLists();
                default -> value();
            }
        }
        var context = context();
        var results = new Results(
                List.of(new Results.Result("score", "score", new Results.Form.Number(null), null, null)),
                null,
                null,
                null,
                null);
        var contract = new Contract(
                new ModelVersion("random", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                new Request(context.isEmpty() ? null : context.getFirst().name(), null, context),
                inputs,
                List.of(),
                results,
                LIMITS,
                1,
                null,
                Contract.Origin.WRITTEN);
        return switch (Binder.bind(contract, new Signature(tensors, Map.of("score", SCORE), Set.of()))) {
            case Binder.Bound.Fits fits -> fits.binding();
            case Binder.Bound.Misfits misfits ->
                throw new AssertionError(misfits.problems().toString());
        };
    }

    private List<Field> context() {
        if (random.nextBoolean()) {
            return List.of();
        }
        var fields = new ArrayList<Field>();
        FieldType id = random.nextBoolean()
                ? new IntegerType(null, null, List.of())
                : new TextType(
                        0, 1 + random.nextInt(64), random.nextBoolean() ? null : Pattern.compile("[A-Z]?-?[0-9]{1,9}"));
        fields.add(Field.of(name("id"), id, optional()));
        for (int i = random.nextInt(3); i > 0; i--) {
            FieldType type = types.single(types.element());
            FieldType whole = random.nextInt(4) == 0
                    ? new ListType(random.nextInt(2), 1 + random.nextInt(5), null, new ListType.Items.Values(one(type)))
                    : type;
            fields.add(Field.of(name("context"), whole, optional()));
        }
        return fields;
    }

    private Absence optional() {
        return random.nextBoolean() ? new Absence.Required() : new Absence.Optional();
    }

    private void value() {
        ElementType element = types.element();
        FieldType type = types.single(element);
        String name = name("value");
        inputs.add(new Input(Field.of(name, type, types.absence(type, element)), new Target.Named(name)));
        tensors.put(name, tensor(element, Leaf.columns(type), false));
    }

    private void vector() {
        ElementType element = types.element();
        VectorType type = vectorType(element);
        String name = name("vector");
        inputs.add(new Input(Field.of(name, type, missing()), new Target.Named(name)));
        tensors.put(name, tensor(element, Leaf.columns(type), false));
    }

    private VectorType vectorType(ElementType element) {
        return new VectorType(1 + random.nextInt(6), Field.of("", types.single(element), missing()));
    }

    private Absence missing() {
        return random.nextBoolean() ? new Absence.Required() : new Absence.Missing(new Filler.Zeros());
    }

    private void list(@Nullable ListType likeThis) {
        ElementType element = types.element();
        FieldType type = random.nextInt(6) == 0 ? vectorType(element) : types.single(element);
        String name = name("list");
        var items = new ListType.Items.Values(Field.of(name, type, missing()));
        String other = likeThis == null ? null : inputs.getLast().field().name();
        ListType list = likeThis == null
                ? listType(items)
                : new ListType(likeThis.minItems(), likeThis.maxItems(), other, items);
        var member = new Input.Member(new Target.Named(name), new Filler.Zeros());
        inputs.add(new Input(Field.of(name, list, empty(list)), new Target.Items(List.of(member), null, null)));
        tensors.put(name, tensor(element, Leaf.columns(type), true));
    }

    private void pairOfLists() {
        list(null);
        list((ListType) inputs.getLast().field().type());
    }

    private ListType listType(ListType.Items items) {
        int least = random.nextInt(4);
        return new ListType(least, Math.max(1, least + random.nextInt(6)), null, items);
    }

    private Absence empty(ListType list) {
        return list.minItems() == 0 && random.nextBoolean() ? new Absence.Empty() : new Absence.Required();
    }

    private void records() {
        String name = name("records");
        var fields = new ArrayList<Field>();
        var members = new ArrayList<Input.Member>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            ElementType element = types.element();
            FieldType type = random.nextInt(6) == 0 ? vectorType(element) : types.single(element);
            Absence absence = type instanceof VectorType ? missing() : types.absence(type, element);
            String field = name("of_record");
            fields.add(Field.of(field, type, absence));
            members.add(new Input.Member(new Target.Named(field), new Filler.Zeros()));
            tensors.put(field, tensor(element, Leaf.columns(type), true));
        }
        ListType list = listType(new ListType.Items.Records(fields));
        inputs.add(new Input(Field.of(name, list, empty(list)), new Target.Items(members, null, null)));
    }

    private static Field one(FieldType type) {
        return Field.of("", type, new Absence.Required());
    }

    private String name(String kind) {
        return kind + "_" + names++;
    }

    private static Value.Tensor tensor(ElementType element, int columns, boolean items) {
        long[] shape = items ? new long[] {-1, -1, columns} : new long[] {-1, columns};
        return new Value.Tensor(
                element,
                IntStream.range(0, shape.length)
                        .mapToObj(axis -> new Dimension(shape[axis]))
                        .toList(),
                true);
    }
}
