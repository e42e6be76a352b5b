package io.plimsoll.contract;

import io.plimsoll.contract.Absence.Filler;
import org.jspecify.annotations.Nullable;

/**
 * A value with a place of its own in the rows of a call: an input field, or a field of a list's items.
 *
 * @param path how an answer names it: {@code age}, {@code item_list.price}
 * @param slot the place of the input field among {@link Contract#inputs}
 * @param list the list that it is part of, or null for a value of the row itself
 * @param cell its first cell within the cells of one item; 0 for a value of the row itself
 * @param pad what a tensor holds behind the end of a shorter list; null where rows of different lengths run apart
 */
public record Leaf(
        String path,
        Field field,
        Input.Target target,
        int slot,
        @Nullable ListType list,
        int cell,
        @Nullable Filler pad) {

    /** Cells of one row or item in a tensor: one, one a value of a one-hot category, or a vector's length. */
    public int columns() {
        return columns(field.type());
    }

    /** Cells of a tensor that one value of the type fills. */
    public static int columns(FieldType type) {
        return switch (type) {
            case CategoryType category -> category.oneHot() ? category.values().size() : 1;
            case VectorType vector ->
                Math.multiplyExact(vector.length(), columns(vector.items().type()));
            case IntegerType integer -> 1;
            case NumberType number -> 1;
            case DecimalType decimal -> 1;
            case BooleanType bool -> 1;
            case TextType text -> 1;
            case DateType date -> 1;
            case DateTimeType moment -> 1;
            case ListType list -> throw new IllegalArgumentException("a list's fields fill columns, not the list");
            case TensorType tensor -> 1;
        };
    }
}
