package io.plimsoll.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any number of items of one kind, in the caller's order.
 *
 * @param sameLengthAs the list beside it that holds as many items, where there is one
 */
public record ListType(int minItems, int maxItems, @Nullable String sameLengthAs, Items items) implements FieldType {

    public static final int DEFAULT_MIN_ITEMS = 1;
    public static final int DEFAULT_MAX_ITEMS = 1000;
    public static final int MOST_ITEMS = 1 << 16;

    /** What an item is. */
    public sealed interface Items {

        /** The fields whose values an item brings, in order. */
        List<Field> fields();

        /** A single value: a field that has the list's own name. */
        record Values(Field field) implements Items {

            @Override
            public List<Field> fields() {
                return List.of(field);
            }
        }

        /** An object with fields of its own. */
        record Records(List<Field> fields) implements Items {

            public Records {
                fields = List.copyOf(fields);
                if (fields.isEmpty()) {
                    throw new IllegalArgumentException("a record without a field");
                }
            }
        }
    }

    public ListType {
        if (minItems < 0 || minItems > maxItems) {
            throw new IllegalArgumentException("min_items is above max_items");
        }
        if (maxItems < 1 || maxItems > MOST_ITEMS) {
            throw new IllegalArgumentException("max_items is from 1 to " + MOST_ITEMS);
        }
        if (items.fields().stream().anyMatch(field -> field.type() instanceof ListType)) {
            throw new IllegalArgumentException("a list in a list");
        }
    }

    @Override
    public String spelling() {
        return "list";
    }

    /** Whether all lists have the same number of items. */
    public boolean fixedLength() {
        return minItems == maxItems;
    }

    /** Cells that one item takes in the rows of a call: one a field, and as many as it is long for a vector. */
    public int itemCells() {
        return items.fields().stream().mapToInt(field -> cells(field.type())).sum();
    }

    /** Cells that one value of the type takes inside a list. */
    public static int cells(FieldType type) {
        return type instanceof VectorType vector ? vector.length() : 1;
    }

    public @Nullable Violation violation(int count) {
        if (fixedLength() && count != minItems) {
            return new Violation(Rule.ITEMS, "" + minItems, "must hold exactly " + counted(minItems));
        }
        if (count < minItems) {
            return new Violation(Rule.ITEMS, "" + minItems, "must hold at least " + counted(minItems));
        }
        if (count > maxItems) {
            return new Violation(Rule.ITEMS, "" + maxItems, "must hold at most " + counted(maxItems));
        }
        return null;
    }

    private static String counted(int items) {
        return items + (items == 1 ? " item" : " items");
    }
}
