package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists: how many items they have, what an item is and, of an input, which tensors its fields fill. */
final class ListReader {

    private final FieldReader fields;
    private final FieldNames names;
    private final ItemsReader items;
    private final SameLengths lengths;

    ListReader(Findings findings, FieldReader fields, FieldNames names) {
        this.fields = fields;
        this.names = names;
        this.items = new ItemsReader(findings, fields);
        this.lengths = new SameLengths();
    }

    /** A list that fills the graph. */
    @Nullable
    Input input(Keys keys) {
        String name = keys.neededText("name");
        ItemsReader.Items read = items.read(name == null ? "" : name, keys);
        Field field = field(name, keys, read);
        String mask = keys.text("mask");
        String count = keys.text("lengths");
        if (name != null) {
            lengths.met(name, keys);
        }
        return field == null || read == null ? null : new Input(field, new Target.Items(read.members(), mask, count));
    }

    /** A list that callers send and the graph does not read. */
    @Nullable
    Field context(Keys keys) {
        String name = keys.neededText("name");
        return field(name, keys, items.read(name == null ? "" : name, keys));
    }

    /** The inputs, once all are known: lists of one length name each other well, and have the same bounds. */
    List<Input> settled(List<Input> inputs) {
        return lengths.settled(inputs);
    }

    private @Nullable Field field(@Nullable String name, Keys keys, ItemsReader.@Nullable Items read) {
        TypeName.read(keys, TypeName.FIELD);
        ListType type = type(keys, read);
        Field field = fields.described(name == null ? "" : name, keys, type);
        return name == null || !names.claim(name, keys.where("name")) ? null : field;
    }

    private static @Nullable ListType type(Keys keys, ItemsReader.@Nullable Items read) {
        Integer min = keys.integer("min_items", 0, ListType.MOST_ITEMS);
        Integer max = keys.integer("max_items", 1, ListType.MOST_ITEMS);
        int fewest = min == null ? ListType.DEFAULT_MIN_ITEMS : min;
        int most = max == null ? Math.max(fewest, ListType.DEFAULT_MAX_ITEMS) : max;
        if (fewest > most) {
            return keys.upsideDown("min_items", "max_items");
        }
        return read == null ? null : new ListType(fewest, most, keys.text("same_length_as"), read.type());
    }
}
