package io.plimsoll.codec;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds all single faults that a valid row can be given, with the field and the rule that an answer must name. */
final class Faults {

    /** Of a long list, the places that are looked at. */
    private static final int MOST_PLACES = 2;

    private static final List<String> NO_LISTS = List.of("1", "\"x\"", "{}", "{\"0\":1}", "true");
    private static final List<String> NO_RECORDS = List.of("1", "\"x\"", "[]", "null", "false");
    private static final List<String> NAMES = List.of(
            "no_such_field",
            "gr\u00F6\u00DFe",
            "\uD83D\uDE00",
            "",
            "a b.c-d",
            "<script>",
            "n".repeat(64),
            "n".repeat(90));

    private static final String SHOWN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-. ";

    /** One fault: what is written instead of a part of the row, and what must be said of it. */
    record Found(Sent.Instead instead, String field, Rule rule) {}

    /** A value in the row: where it goes, and how an answer names it. */
    private record Site(Field field, Sent sent, String path, int slot, int cell) {}

    private final RowGenerator generator;
    private final Random random;
    private final FaultyValues values;
    private final List<Found> found = new ArrayList<>();

    Faults(RowGenerator generator, Random random, ValidNumbers numbers, ValidTexts texts, Targets targets) {
        this.generator = generator;
        this.random = random;
        this.values = new FaultyValues(random, numbers, texts, targets);
    }

    List<Found> found() {
        return Collections.unmodifiableList(found);
    }

    void ofRow(Contract contract, Sent.Members row) {
        for (int slot = 0; slot < contract.inputs().size(); slot++) {
            ofMember(contract.inputs().get(slot).field(), row, "", slot, 0);
        }
        contract.request().context().forEach(field -> ofMember(field, row, "", Targets.NOWHERE, 0));
        unknown(row, "", generator.names());
    }

    private void ofMember(Field field, Sent.Members object, String before, int slot, int cell) {
        Sent sent = object.members().get(field.name());
        if (sent == null) {
            return;
        }
        String path = before + field.name();
        if (field.required()) {
            add(sent, null, path, Rule.REQUIRED);
            add(sent, "null", path, Rule.REQUIRED);
        }
        ofValue(new Site(field, sent, path, slot, cell));
    }

    private void ofValue(Site site) {
        switch (site.field.type()) {
            case ListType list -> ofList(list, site);
            case VectorType vector -> ofVector(vector, site);
            case TensorType tensor -> ofTensor(tensor, site, 0);
            default ->
                values.of(site.field, site.slot, site.cell, site.slot < 0 && generator.isId(site.field))
                        .forEach(wrong -> add(site.sent, wrong.json(), site.path, wrong.rule()));
        }
    }

    /** What goes by its place: null is no value of it, unless the contract says what it stands for. */
    private void ofElement(Site site) {
        if (site.field.required()) {
            add(site.sent, "null", site.path, Rule.TYPE);
        }
        ofValue(site);
    }

    private void ofVector(VectorType vector, Site site) {
        add(site.sent, pick(NO_LISTS), site.path, Rule.TYPE);
        if (site.sent instanceof Sent.Items(List<Sent> items)) {
            var longer = new ArrayList<>(items);
            longer.add(generator.element(vector.items(), site.slot, site.cell));
            add(site.sent, json(longer), site.path, Rule.ITEMS);
            add(site.sent, json(items.subList(1, items.size())), site.path, Rule.ITEMS);
            for (int place : places(items.size())) {
                ofElement(new Site(
                        vector.items(), items.get(place), site.path + '[' + place + ']', site.slot, site.cell));
            }
        }
    }

    /** What a cell of a whole tensor may be. */
    static Field cell(TensorType type) {
        return one(
                switch (type.element()) {
                    case FLOAT, DOUBLE, FLOAT16 -> new NumberType(null, null);
                    case INT64, INT32 -> new IntegerType(null, null, List.of());
                    case BOOL -> new BooleanType();
                    case STRING -> new TextType(0, TextType.DEFAULT_MAX_LENGTH, null);
                });
    }

    private static Field one(FieldType type) {
        return Field.of("", type, new Absence.Required());
    }

    /** The axes of a tensor from one on, in one place of each; where all cells are of one axis, it may be any. */
    private void ofTensor(TensorType tensor, Site site, int axis) {
        if (!(site.sent instanceof Sent.Items(List<Sent> items))) {
            ofElement(new Site(cell(tensor), site.sent, site.path, site.slot, 0));
            // No contract says how long the text of a cell may be.
            found.removeIf(fault -> fault.rule == Rule.MAX_LENGTH && fault.field.equals(site.path));
            return;
        }
        add(site.sent, pick(NO_LISTS), site.path, Rule.TYPE);
        if (axis > 0) {
            add(site.sent, "null", site.path, Rule.TYPE);
        }
        add(site.sent, "[]", site.path, Rule.ITEMS);
        if (!tensor.shape().get(axis).open()) {
            var longer = new ArrayList<>(items);
            longer.add(items.getFirst());
            add(site.sent, json(longer), site.path, Rule.ITEMS);
        }
        int place = random.nextInt(items.size());
        String path = site.path + '[' + place + ']';
        ofTensor(tensor, new Site(site.field, items.get(place), path, site.slot, 0), axis + 1);
    }

    private void ofList(ListType list, Site site) {
        add(site.sent, pick(NO_LISTS), site.path, Rule.TYPE);
        if (!(site.sent instanceof Sent.Items(List<Sent> items))) {
            return;
        }
        if (list.minItems() > 0) {
            add(site.sent, json(items.subList(0, list.minItems() - 1)), site.path, Rule.ITEMS);
        }
        add(site.sent, json(filled(list, items, list.maxItems() + 1, site.slot)), site.path, Rule.ITEMS);
        if (list.sameLengthAs() != null && !list.fixedLength() && !generator.isNamed(site.field.name())) {
            int other = items.size() == list.maxItems() ? items.size() - 1 : items.size() + 1;
            add(site.sent, json(filled(list, items, other, site.slot)), site.path, Rule.ITEMS);
        }
        for (int place : places(items.size())) {
            ofItem(list, items.get(place), site.path + '[' + place + ']', site.slot);
        }
    }

    private List<Sent> filled(ListType list, List<Sent> items, int count, int slot) {
        return IntStream.range(0, count)
                .mapToObj(i -> i < items.size() ? items.get(i) : generator.item(list, slot))
                .toList();
    }

    private void ofItem(ListType list, Sent item, String path, int slot) {
        switch (list.items()) {
            case ListType.Items.Values(Field value) -> ofElement(new Site(value, item, path, slot, 0));
            case ListType.Items.Records(List<Field> fields) -> {
                add(item, pick(NO_RECORDS), path, Rule.TYPE);
                int cell = 0;
                for (Field field : fields) {
                    ofMember(field, (Sent.Members) item, path + '.', slot, cell);
                    cell += ListType.cells(field.type());
                }
                unknown(
                        (Sent.Members) item,
                        path,
                        fields.stream().map(Field::name).toList());
            }
        }
    }

    private void unknown(Sent.Members object, String path, List<String> known) {
        var names = new ArrayList<>(NAMES);
        String near = known.get(random.nextInt(known.size()));
        names.addAll(List.of(near + '_', near.toUpperCase(Locale.ROOT), near.substring(1)));
        names.removeAll(known);
        String name = pick(names);
        String shown = shown(name);
        String member = values.quoted(name) + ':' + pick(List.of("null", "1", "{\"a\":[1,{}]}", "\"" + near + '"'));
        String json = object.json(random, null);
        boolean first = random.nextBoolean() || object.members().isEmpty();
        add(
                object,
                first
                        ? '{' + member + (object.members().isEmpty() ? "" : ",") + json.substring(1)
                        : json.substring(0, json.length() - 1) + ',' + member + '}',
                path.isEmpty() || shown.isEmpty() ? path + shown : path + '.' + shown,
                Rule.UNKNOWN_FIELD);
    }

    /** How a caller's name is answered: cut, and without what would do harm in a log. */
    private static String shown(String name) {
        String cut = name.substring(0, Math.min(64, name.length()));
        var safe = new StringBuilder();
        cut.chars().forEach(c -> safe.append(SHOWN.indexOf(c) < 0 ? '?' : (char) c));
        return safe.toString();
    }

    private int[] places(int size) {
        return size == 0
                ? new int[0]
                : random.ints(0, size)
                        .distinct()
                        .limit(Math.min(size, MOST_PLACES))
                        .toArray();
    }

    private String json(List<Sent> items) {
        return new Sent.Items(items).json(random, null);
    }

    private void add(Sent part, @Nullable String json, String field, Rule rule) {
        found.add(new Found(new Sent.Instead(part, json), field, rule));
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
