package io.plimsoll.yaml;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input.Member;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.VectorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an item of a list is: a single value, a vector, or a record whose fields have places of their own. */
final class ItemsReader {

    private static final int MOST_COLUMNS = 1 << 20;

    private final Findings findings;
    private final FieldReader fields;
    private final GroupReader groups;

    ItemsReader(Findings findings, FieldReader fields) {
        this.findings = findings;
        this.fields = fields;
        this.groups = new GroupReader(findings, fields);
    }

    /**
     * The items of a list.
     *
     * @param members where the fields of an item go, in their order; none in the context
     */
    record Items(ListType.Items type, List<Member> members) {}

    /** A field of an item and where it goes; the target is null in the context. */
    private record Part(
            Field field, @Nullable Target target, @Nullable Filler pad) {}

    @Nullable
    Items read(String list, Keys keys) {
        Keys items = keys.neededSection("items", keys.section().items());
        if (items == null) {
            return null;
        }
        boolean record = TypeName.RECORD.isNamedBy(items);
        List<Part> parts = record ? record(list, keys, items) : value(list, keys, items);
        if (parts.isEmpty()) {
            return null;
        }
        long columns = parts.stream()
                .mapToLong(part -> Leaf.columns(part.field().type()))
                .sum();
        if (columns > MOST_COLUMNS) {
            keys.problem("items", "items: an item has " + columns + " columns, at most " + MOST_COLUMNS);
            return null;
        }
        List<Field> all = parts.stream()
                .map(part -> keys.flag("sensitive") ? part.field().asSensitive() : part.field())
                .toList();
        List<Member> members = parts.stream()
                .filter(part -> part.target() != null)
                .map(part -> new Member(part.target(), part.pad()))
                .toList();
        return new Items(record ? new ListType.Items.Records(all) : new ListType.Items.Values(all.getFirst()), members);
    }

    private List<Part> value(String list, Keys keys, Keys items) {
        Field field = fields.unnamed(list, items, TypeName.ITEM);
        Filler pad = fields.pad(items);
        boolean context = keys.section().ofContext();
        String tensor = context ? null : keys.neededText("tensor");
        if (field == null || (tensor == null && !context)) {
            return List.of();
        }
        checkMissing(field, items.where("missing"));
        return List.of(new Part(field, tensor == null ? null : new Target.Named(tensor), pad));
    }

    private List<Part> record(String list, Keys keys, Keys items) {
        TypeName.read(items, TypeName.ITEM);
        items.refuse(
                List.of("title", "unit", "example", "sensitive", "default", "missing", "pad"),
                "stands at the fields of a record");
        keys.refuse(List.of("tensor"), "stands at the fields of a record, each of which has a place of its own");
        FieldNames names = FieldNames.ofRecord(findings, list);
        var parts = new ArrayList<Part>();
        YamlNode nodes = items.needed("fields");
        for (YamlNode node : items.list("fields")) {
            if (keys.section().ofContext()) {
                addContext(node, names, parts);
            } else if (GroupReader.isGroup(node)) {
                addGroup(node, names, parts);
            } else {
                addField(node, names, parts);
            }
        }
        if (nodes instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            items.problem("fields", "fields: found none, expected at least one");
        }
        return parts;
    }

    private void addContext(YamlNode node, FieldNames names, List<Part> parts) {
        Keys keys = Keys.open(node, Section.CONTEXT_RECORD_FIELD, findings);
        Field field = keys == null ? null : fields.read(keys, names);
        if (field != null) {
            parts.add(new Part(field, null, null));
        }
    }

    private void addField(YamlNode node, FieldNames names, List<Part> parts) {
        Keys keys = Keys.open(node, Section.RECORD_FIELD, findings);
        if (keys == null) {
            return;
        }
        Field field = fields.read(keys, names);
        Filler pad = fields.pad(keys);
        String tensor = keys.neededText("tensor");
        if (field != null && tensor != null) {
            checkMissing(field, keys.where("missing"));
            parts.add(new Part(field, new Target.Named(tensor), pad));
        }
    }

    private void addGroup(YamlNode node, FieldNames names, List<Part> parts) {
        Keys group = Keys.open(node, Section.RECORD_GROUP, findings);
        if (group == null) {
            return;
        }
        Filler pad = fields.pad(group);
        for (GroupReader.Column column : groups.read(group, names)) {
            checkMissing(column.field(), column.where());
            if (column.field().reason() != null) {
                findings.problem(
                        column.where(), "reason: stands at an input field; the items of a list have none of their own");
            }
            parts.add(new Part(column.field(), column.target(), pad));
        }
    }

    /** A place of a vector has one filling, whether the vector is missing or the value alone. */
    private void checkMissing(Field field, Position where) {
        if (field.type() instanceof VectorType vector
                && field.absence() instanceof Absence.Missing whole
                && vector.items().absence() instanceof Absence.Missing value
                && !whole.equals(value)) {
            findings.problem(
                    where,
                    "missing: the items of the vector have another one; within a list write the same, or one of the"
                            + " two");
        }
    }
}
