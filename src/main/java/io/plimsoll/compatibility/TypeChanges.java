package io.plimsoll.compatibility;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ListType.Items;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.util.List;

/**
 * Compares what callers may send for a field. A type that takes all that another took is wider, whatever it is called;
 * any other type refuses what was sent before.
 */
final class TypeChanges {

    private TypeChanges() {}

    private record Pair(FieldType before, FieldType after) {}

    /** The first rows are pairs of types that go together; the last ones are each type beside any other. */
    static void compare(Changes at, FieldType before, FieldType after) {
        switch (new Pair(before, after)) {
            case Pair(IntegerType a, IntegerType b) -> WholeNumberChanges.compare(at, a, b);
            case Pair(IntegerType a, NumberType b) -> WholeNumberChanges.compare(at, a, b);
            case Pair(NumberType a, NumberType b) -> Bounds.of(a).compare(at, "", Bounds.of(b));
            case Pair(DecimalType a, DecimalType b) -> compare(at, a, b);
            case Pair(BooleanType a, BooleanType b) -> {}
            case Pair(CategoryType a, CategoryType b) -> WordChanges.compare(at, a, b);
            case Pair(CategoryType a, TextType b) -> WordChanges.compare(at, a, b);
            case Pair(TextType a, CategoryType b) -> WordChanges.compare(at, a, b);
            case Pair(TextType a, TextType b) -> WordChanges.compare(at, a, b);
            case Pair(DateType a, DateType b) ->
                new Bounds<>(a.min(), a.max()).compare(at, "", new Bounds<>(b.min(), b.max()));
            case Pair(DateTimeType a, DateTimeType b) ->
                new Bounds<>(a.min(), a.max()).compare(at, "", new Bounds<>(b.min(), b.max()));
            case Pair(VectorType a, VectorType b) -> compare(at, a, b);
            case Pair(ListType a, ListType b) -> compare(at, a, b);
            case Pair(TensorType a, TensorType b) -> compare(at, a, b);
            case Pair(IntegerType a, FieldType b) -> another(at, a, b);
            case Pair(NumberType a, FieldType b) -> another(at, a, b);
            case Pair(DecimalType a, FieldType b) -> another(at, a, b);
            case Pair(BooleanType a, FieldType b) -> another(at, a, b);
            case Pair(CategoryType a, FieldType b) -> another(at, a, b);
            case Pair(TextType a, FieldType b) -> another(at, a, b);
            case Pair(DateType a, FieldType b) -> another(at, a, b);
            case Pair(DateTimeType a, FieldType b) -> another(at, a, b);
            case Pair(VectorType a, FieldType b) -> another(at, a, b);
            case Pair(ListType a, FieldType b) -> another(at, a, b);
            case Pair(TensorType a, FieldType b) -> another(at, a, b);
        }
    }

    private static void another(Changes at, FieldType before, FieldType after) {
        at.breaking("is of type " + after.spelling() + " now, was " + before.spelling());
    }

    private static void compare(Changes at, DecimalType before, DecimalType after) {
        new Bounds<BigDecimal>(before.min(), before.max()).compare(at, "", new Bounds<>(after.min(), after.max()));
        if (before.scale() != after.scale()) {
            boolean fewer = after.scale() < before.scale();
            at.add(
                    fewer,
                    "has scale " + after.scale() + " now, was " + before.scale() + (fewer ? ": narrower" : ": wider"));
        }
    }

    private static void compare(Changes at, VectorType before, VectorType after) {
        if (before.length() != after.length()) {
            at.breaking("has length " + after.length() + " now, was " + before.length());
        }
        FieldChanges.compare(at.atItems(), before.items(), after.items());
    }

    private static void compare(Changes at, ListType before, ListType after) {
        new Bounds<>(before.minItems(), before.maxItems())
                .compare(at, "_items", new Bounds<>(after.minItems(), after.maxItems()));
        switch (before.items()) {
            case Items.Values(Field old)
            when after.items() instanceof Items.Values(Field now) -> FieldChanges.compare(at.atItems(), old, now);
            case Items.Records(List<Field> old)
            when after.items() instanceof Items.Records(List<Field> now) -> FieldChanges.compare(at, old, now);
            case Items.Values old -> at.breaking("holds records now, was single values");
            case Items.Records old -> at.breaking("holds single values now, was records");
        }
    }

    private static void compare(Changes at, TensorType before, TensorType after) {
        if (!takes(after.element(), before.element())) {
            at.breaking("is a tensor of " + after.element() + " now, was of " + before.element());
        }
        if (!before.shape().equals(after.shape())) {
            at.add(
                    !takes(after.shape(), before.shape()),
                    "has the shape " + Dimension.shape(after.shape()) + " now, was " + Dimension.shape(before.shape()));
        }
    }

    /** Whether a tensor takes what another took: nested lists say nothing of a number's width. */
    private static boolean takes(ElementType after, ElementType before) {
        return after == before
                || (after.floating() && before.numeric())
                || (after == ElementType.INT64 && before == ElementType.INT32);
    }

    private static boolean takes(List<Dimension> after, List<Dimension> before) {
        if (after.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < after.size(); i++) {
            if (!after.get(i).open() && !after.get(i).equals(before.get(i))) {
                return false;
            }
        }
        return true;
    }
}
