package io.plimsoll.codec;

import io.plimsoll.codec.GeneratedRow.Fault;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes rows for any contract: valid ones, and ones with a single fault of each kind that their values can have. The
 * same ones from the same seed.
 */
public final class RowGenerator {

    /** Longer lists are made now and then only. */
    private static final int USUAL_ITEMS = 5;

    private final Contract contract;
    private final Targets targets;
    private final Random random;
    private final ValidNumbers numbers;
    private final ValidTexts texts;

    /** How many items the lists have in this row that must have as many as another, by the other's name. */
    private final Map<String, Integer> counts = new HashMap<>();

    /** Whether this row leaves nothing out. */
    private boolean full;

    public RowGenerator(Binding binding, long seed) {
        contract = binding.contract();
        targets = new Targets(binding);
        random = new Random(seed);
        numbers = new ValidNumbers(random);
        texts = new ValidTexts(random);
    }

    /** A row that the contract takes. */
    public GeneratedRow valid() {
        return new GeneratedRow(row().json(random, null), null);
    }

    /** A valid row again and again, each time with another single fault, until no place and kind of fault is left. */
    public List<GeneratedRow> faulty() {
        Sent.Members row = row();
        var faults = new Faults(this, random, numbers, texts, targets);
        faults.ofRow(contract, row);
        return faults.found().stream()
                .map(found ->
                        new GeneratedRow(row.json(random, found.instead()), new Fault(found.field(), found.rule())))
                .toList();
    }

    private Sent.Members row() {
        counts.clear();
        full = random.nextBoolean();
        var members = new LinkedHashMap<String, Sent>();
        for (int slot = 0; slot < contract.inputs().size(); slot++) {
            member(contract.inputs().get(slot).field(), slot, 0, members);
        }
        contract.request().context().forEach(field -> member(field, Targets.NOWHERE, 0, members));
        return new Sent.Members(members);
    }

    private void member(Field field, int slot, int cell, Map<String, Sent> members) {
        boolean tied = field.type() instanceof ListType && sameLength(field.name());
        if (!field.required() && !tied && !full && random.nextInt(3) == 0) {
            if (random.nextBoolean()) {
                members.put(field.name(), new Sent.Value("null"));
            }
            return;
        }
        members.put(field.name(), value(field, slot, cell));
    }

    /** Whether the list names another one, or is named by one. */
    private boolean sameLength(String list) {
        return isNamed(list)
                || contract.inputFields().stream()
                        .anyMatch(field -> field.name().equals(list)
                                && field.type() instanceof ListType type
                                && type.sameLengthAs() != null);
    }

    /** Whether another list must have as many items as this one. */
    boolean isNamed(String list) {
        return contract.inputFields().stream()
                .anyMatch(field -> field.type() instanceof ListType other && list.equals(other.sameLengthAs()));
    }

    /** A value that the field takes. */
    Sent value(Field field, int slot, int cell) {
        FieldType type = field.type();
        ElementType element = targets.of(slot, cell, type);
        return switch (type) {
            case IntegerType integer -> new Sent.Value(numbers.integer(integer, element));
            case NumberType number -> new Sent.Value(numbers.number(number, element));
            case DecimalType decimal -> new Sent.Value(numbers.decimal(decimal, element));
            case BooleanType _ -> new Sent.Value(Boolean.toString(random.nextBoolean()));
            case CategoryType category -> new Sent.Value(texts.quoted(texts.word(category)));
            case TextType text -> new Sent.Value(texts.quoted(texts.text(text, isId(field))));
            case DateType date -> new Sent.Value(numbers.date(date));
            case DateTimeType moment -> new Sent.Value(numbers.moment(moment, element));
            case VectorType vector ->
                items(IntStream.range(0, vector.length())
                        .mapToObj(i -> element(vector.items(), slot, cell))
                        .toList());
            case ListType list -> items(field.name(), list, slot);
            case TensorType tensor -> tensor(tensor, 0, slot, 1 + random.nextInt(3));
        };
    }

    /** Lists in lists; all open axes of one tensor are as long. */
    private Sent tensor(TensorType type, int axis, int slot, int open) {
        if (axis == type.shape().size()) {
            return value(Faults.cell(type), slot, 0);
        }
        int size = type.shape().get(axis).open()
                ? open
                : (int) type.shape().get(axis).size();
        return items(IntStream.range(0, size)
                .mapToObj(_ -> tensor(type, axis + 1, slot, open))
                .toList());
    }

    boolean isId(Field field) {
        return field.name().equals(contract.request().id());
    }

    private Sent items(String name, ListType list, int slot) {
        int count = sameLength(name) ? counts.computeIfAbsent(last(name, list), _ -> count(list)) : count(list);
        return items(IntStream.range(0, count).mapToObj(_ -> item(list, slot)).toList());
    }

    /** The list at the end of those that name each other. */
    private String last(String name, ListType list) {
        return list.sameLengthAs() == null
                ? name
                : contract.inputFields().stream()
                        .filter(field -> field.name().equals(list.sameLengthAs()))
                        .map(field -> last(field.name(), (ListType) field.type()))
                        .findFirst()
                        .orElseThrow();
    }

    private static Sent items(List<Sent> items) {
        return new Sent.Items(items);
    }

    private int count(ListType list) {
        return switch (random.nextInt(16)) {
            case 0 -> list.maxItems();
            case 1, 2, 3 -> list.minItems();
            default -> list.minItems() + random.nextInt(Math.min(list.maxItems() - list.minItems(), USUAL_ITEMS) + 1);
        };
    }

    /** An item that the list takes. */
    Sent item(ListType list, int slot) {
        return switch (list.items()) {
            case ListType.Items.Values(Field value) -> element(value, slot, 0);
            case ListType.Items.Records(List<Field> fields) -> {
                var members = new LinkedHashMap<String, Sent>();
                int cell = 0;
                for (Field field : fields) {
                    member(field, slot, cell, members);
                    cell += ListType.cells(field.type());
                }
                yield new Sent.Members(members);
            }
        };
    }

    /** A value that goes by its place, which null may take only where the contract says what it stands for. */
    Sent element(Field field, int slot, int cell) {
        return !field.required() && random.nextInt(4) == 0 ? new Sent.Value("null") : value(field, slot, cell);
    }

    /** The names of all fields of a row. */
    List<String> names() {
        return contract.requestFields().stream().map(Field::name).toList();
    }
}
