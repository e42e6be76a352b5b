package io.plimsoll.yaml;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.contract.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads a default or an example, and holds it against its type as if a caller had sent it. */
final class CallerValues {

    private final Findings findings;
    private final Scalars scalars;
    private final DecimalReader decimals;

    CallerValues(Findings findings) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
        this.decimals = new DecimalReader(findings);
    }

    @Nullable
    Scalar read(YamlNode node, String what, FieldType type) {
        return switch (type) {
            case IntegerType integer -> integer(node, what, integer);
            case NumberType number -> number(node, what, number);
            case BooleanType flag -> {
                Boolean value = scalars.flag(node, what);
                yield value == null ? null : new Scalar.Flag(value);
            }
            case CategoryType category -> word(node, what, category);
            case TextType text -> {
                String value = scalars.word(node, what);
                yield value == null ? null : checked(node, what, new Scalar.Text(value), text.violation(value));
            }
            case DateType date -> {
                LocalDate value = scalars.date(node, what);
                yield value == null
                        ? null
                        : checked(node, what, new Scalar.Text(value.toString()), date.violation(value));
            }
            case DecimalType decimal -> decimal(node, what, decimal);
            case DateTimeType dateTime -> moment(node, what, dateTime);
            case VectorType _, ListType _, TensorType _ ->
                throw new IllegalArgumentException("a " + type.spelling() + " is no single value");
        };
    }

    private @Nullable Scalar integer(YamlNode node, String what, IntegerType type) {
        Long value = scalars.integer(node, what);
        return value == null ? null : checked(node, what, new Scalar.Whole(value), type.violation(value));
    }

    private @Nullable Scalar number(YamlNode node, String what, NumberType type) {
        Double value = scalars.number(node, what);
        return value == null ? null : checked(node, what, new Scalar.Real(value), type.violation(value));
    }

    private @Nullable Scalar decimal(YamlNode node, String what, DecimalType type) {
        BigDecimal value = decimals.value(node, what, type.scale());
        return value == null
                ? null
                : checked(node, what, new Scalar.Text(value.toPlainString()), type.violation(value));
    }

    private @Nullable Scalar moment(YamlNode node, String what, DateTimeType type) {
        Instant value = scalars.moment(node, what);
        return value == null || !(node instanceof YamlNode.Scalar(var where, String text, var plain))
                ? null
                : checked(node, what, new Scalar.Text(text), type.violation(value));
    }

    private @Nullable Scalar word(YamlNode node, String what, CategoryType type) {
        String word = scalars.text(node, what);
        if (word == null) {
            return null;
        }
        if (type.closed() && type.place(word) == CategoryType.UNKNOWN) {
            return scalars.misfit(node, what, "one of the values" + NearestName.hint(type.words(), word));
        }
        return new Scalar.Text(word);
    }

    private @Nullable Scalar checked(YamlNode node, String what, Scalar value, @Nullable Violation violation) {
        if (violation == null) {
            return value;
        }
        findings.problem(node.where(), what + ": " + node.found() + " " + violation.problem());
        return null;
    }
}
