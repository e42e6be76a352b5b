package io.plimsoll.yaml;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Member;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Sources;
import io.plimsoll.yaml.YamlPiece.Collected;
import io.plimsoll.yaml.YamlPiece.Item;
import io.plimsoll.yaml.YamlPiece.Items;
import io.plimsoll.yaml.YamlPiece.Many;
import io.plimsoll.yaml.YamlPiece.Pairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the fields that fill the graph; neighbours that fill one tensor from left to right make a group. */
final class InputsWriter {

    /** A field, where it goes, and its path in comments. */
    private record Placed(
            Field field, Target target, @Nullable Filler pad, String path) {}

    private final FieldWriter fields;
    private final Map<String, String> comments;

    InputsWriter(FieldWriter fields, Map<String, String> comments) {
        this.fields = fields;
        this.comments = comments;
    }

    Items write(List<Input> inputs) {
        return items(inputs.stream()
                .map(input -> new Placed(
                        input.field(), input.target(), null, input.field().name()))
                .toList());
    }

    private Items items(List<Placed> fields) {
        var items = new ArrayList<Item>();
        for (int from = 0; from < fields.size(); ) {
            int to = endOfGroup(fields, from);
            items.add(to == from ? single(fields.get(from)) : group(fields.subList(from, to)));
            from = Math.max(to, from + 1);
        }
        return new Items(items);
    }

    /** Where the group ends that begins here; the same place if none does. */
    private static int endOfGroup(List<Placed> fields, int from) {
        String tensor = tensorOfGroup(fields.get(from));
        int to = from;
        while (tensor != null && to < fields.size() && tensor.equals(tensorOfGroup(fields.get(to)))) {
            to++;
        }
        return to;
    }

    private static @Nullable String tensorOfGroup(Placed placed) {
        return placed.target() instanceof Target.Grouped group ? group.tensor() : null;
    }

    private Item single(Placed placed) {
        Collected keys = new Collected().text("name", placed.field().name()).all(fields.described(placed.field()));
        addPlace(keys, placed);
        return new Item(keys.pairs(), comments.get(Sources.field(placed.path())));
    }

    private void addPlace(Collected keys, Placed placed) {
        keys.plain("pad", placed.pad() == null ? null : FieldWriter.filler(placed.pad()));
        switch (placed.target()) {
            case Target.Named named -> keys.text("tensor", named.text());
            case Target.Grouped group -> throw new IllegalArgumentException("a column of a group stands in its group");
            case Target.Items items
            when placed.field().type() instanceof ListType list -> addItems(keys, list, items, placed.path());
            case Target.Items items -> throw new IllegalArgumentException("only a list has items");
        }
    }

    private void addItems(Collected keys, ListType list, Target.Items items, String path) {
        keys.text("mask", items.mask()).text("lengths", items.lengths());
        switch (list.items()) {
            case ListType.Items.Values(Field field) -> {
                Member member = items.members().getFirst();
                if (member.target() instanceof Target.Named named) {
                    keys.text("tensor", named.text());
                }
                var item = new Collected().all(fields.described(field));
                item.plain("pad", member.pad() == null ? null : FieldWriter.filler(member.pad()));
                keys.put("items", item.pairs());
            }
            case ListType.Items.Records(var members) -> {
                var placed = new ArrayList<Placed>();
                for (int i = 0; i < members.size(); i++) {
                    Member member = items.members().get(i);
                    placed.add(new Placed(
                            members.get(i),
                            member.target(),
                            member.pad(),
                            path + '.' + members.get(i).name()));
                }
                keys.put(
                        "items",
                        new Collected()
                                .plain("type", "record")
                                .put("fields", items(placed))
                                .pairs());
            }
        }
    }

    /** What most columns have in common stands once, as {@code each}; they are bare names then. */
    private Item group(List<Placed> columns) {
        String tensor = Objects.requireNonNull(tensorOfGroup(columns.getFirst()));
        Map<String, YamlPiece> each = commonest(columns);
        var items = new ArrayList<Item>();
        for (Placed column : columns) {
            Map<String, YamlPiece> described = fields.described(column.field());
            Collected keys = new Collected().text("name", column.field().name());
            YamlPiece piece = described.equals(each)
                    ? new YamlPiece.Single(YamlText.of(column.field().name()))
                    : keys.all(described).pairs();
            items.add(new Item(piece, comments.get(Sources.field(column.path()))));
        }
        boolean bare =
                items.stream().allMatch(item -> item.comment() == null && item.piece() instanceof YamlPiece.Single);
        YamlPiece list =
                bare ? Many.list(items.stream().map(item -> item.piece().line()).toList()) : new Items(items);
        Filler pad = columns.getFirst().pad();
        var keys = new Collected()
                .text("tensor", tensor)
                .plain("pad", pad == null ? null : FieldWriter.filler(pad))
                .put("each", each == null ? null : new Pairs(each))
                .put("columns", list);
        return new Item(keys.pairs(), comments.get(Sources.group(tensor)));
    }

    /** What at least two of the columns are, and no other two or more are oftener; null if all differ. */
    private @Nullable Map<String, YamlPiece> commonest(List<Placed> columns) {
        var counts = new HashMap<Map<String, YamlPiece>, Integer>();
        Map<String, YamlPiece> commonest = null;
        int most = 1;
        for (Placed column : columns) {
            Map<String, YamlPiece> described = fields.described(column.field());
            int count = counts.merge(described, 1, Integer::sum);
            if (count > most) {
                most = count;
                commonest = described;
            }
        }
        return commonest;
    }
}
