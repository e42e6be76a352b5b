package io.plimsoll.api;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a schema has no word for, in sentences: units, the range of a date or a decimal, an open list of words, what
 * leaving out means.
 */
final class FieldDescription {

    private final List<String> sentences = new ArrayList<>();

    private FieldDescription() {}

    /** Of a field of a row or of a record; null if there is nothing to say. */
    static @Nullable String of(Field field) {
        var description = new FieldDescription();
        description.addUnit(field);
        description.addType(field.type());
        description.addAbsence(field.absence());
        return description.text();
    }

    /**
     * Of the items of a list or the values of a vector; null if there is nothing to say.
     *
     * @param nullable whether null is to be spoken of
     */
    static @Nullable String ofItems(Field items, boolean nullable) {
        var description = new FieldDescription();
        description.addUnit(items);
        description.addType(items.type());
        if (nullable) {
            description.addNull(items.absence());
        }
        return description.text();
    }

    private @Nullable String text() {
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private void addUnit(Field field) {
        addUnlessNull("In ", field.unit());
    }

    private void addType(FieldType type) {
        switch (type) {
            case DateType date -> {
                addUnlessNull("Not before ", date.min());
                addUnlessNull("Not after ", date.max());
            }
            case DateTimeType moment -> {
                sentences.add("To the millisecond at most, with an offset.");
                addUnlessNull("Not before ", moment.min());
                addUnlessNull("Not after ", moment.max());
            }
            case DecimalType decimal -> {
                sentences.add("A decimal number in quotes.");
                addUnlessNull("At least ", plain(decimal.min()));
                addUnlessNull("At most ", plain(decimal.max()));
            }
            case IntegerType integer -> {
                if (!RequestSchema.spelledOut(integer.values())) {
                    sentences.add("One of " + integer.values().size() + " values.");
                }
            }
            case CategoryType category -> addWords(category);
            case ListType list -> {
                if (list.sameLengthAs() != null) {
                    sentences.add("As many items as " + list.sameLengthAs() + ".");
                }
            }
            case NumberType _, BooleanType _, TextType _, VectorType _, TensorType _ -> {}
        }
    }

    private static @Nullable String plain(@Nullable BigDecimal bound) {
        return bound == null ? null : bound.toPlainString();
    }

    private void addWords(CategoryType category) {
        boolean few = RequestSchema.spelledOut(category.words());
        if (category.closed() && few) {
            return;
        }
        String words = few
                ? category.words().stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "))
                : category.words().size() + " values";
        sentences.add("Known: " + words + "." + (category.closed() ? "" : " Other values pass."));
    }

    private void addAbsence(Absence absence) {
        switch (absence) {
            case Absence.Required() -> {}
            case Absence.Optional() -> sentences.add("Optional.");
            case Absence.Empty() -> sentences.add("Left out, it counts as an empty list.");
            case Absence.Default(Scalar value) -> sentences.add("Left out, it counts as " + written(value) + ".");
            case Absence.Missing _ -> sentences.add("Optional; the model knows a value for what is missing.");
        }
    }

    private void addNull(Absence absence) {
        switch (absence) {
            case Absence.Required() -> {}
            case Absence.Default(Scalar value) -> sentences.add("Null counts as " + written(value) + ".");
            case Absence.Missing _ -> sentences.add("May be null; the model knows a value for what is missing.");
            case Absence.Optional(), Absence.Empty() -> sentences.add("May be null.");
        }
    }

    /** A text stands in quotes, so that an empty one shows. */
    private static String written(Scalar value) {
        return value instanceof Scalar.Text(String text)
                ? '"' + text + '"'
                : JsonScalar.of(value).toString();
    }

    private void addUnlessNull(String words, @Nullable Object limit) {
        if (limit != null) {
            sentences.add(words + limit + ".");
        }
    }
}
