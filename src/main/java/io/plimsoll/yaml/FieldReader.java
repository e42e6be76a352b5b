package io.plimsoll.yaml;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.VectorType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads fields that are single values or vectors of them. */
final class FieldReader {

    private final SingleTypeReader singles;
    private final AbsenceReader absences;
    private final CallerValues values;

    FieldReader(Findings findings, NamedFiles files) {
        this.singles = new SingleTypeReader(findings, files);
        this.values = new CallerValues(findings);
        this.absences = new AbsenceReader(findings, values);
    }

    /** A field that has its own name. */
    @Nullable
    Field read(Keys keys, FieldNames names) {
        String name = keys.neededText("name");
        boolean alone = keys.section() == Section.FIELD || keys.section() == Section.CONTEXT_FIELD;
        Field field = unnamed(name == null ? "" : name, keys, alone ? TypeName.FIELD : TypeName.PART);
        return name == null || !names.claim(name, keys.where("name")) ? null : field;
    }

    /** A column of a group that is a bare name; {@code each} says what it means. */
    @Nullable
    Field readBare(String name, Position where, Keys each, FieldNames names) {
        Field field = unnamed(name, each, TypeName.PART);
        return names.claim(name, where) ? field : null;
    }

    /** What stands under keys that have no name of their own, under the name of what they belong to. */
    @Nullable
    Field unnamed(String name, Keys keys, Set<TypeName> allowed) {
        TypeName type = TypeName.read(keys, allowed);
        return described(name, keys, type == null ? null : type(type, name, keys));
    }

    /** The field of a type that was read already; without a type only the problems of its other keys. */
    @Nullable
    Field described(String name, Keys keys, @Nullable FieldType type) {
        String title = keys.text("title");
        // The unit of dates says how their tensor counts, which is no business of the caller's.
        String unit = type instanceof DateType || type instanceof DateTimeType ? null : keys.text("unit");
        boolean sensitive = keys.flag("sensitive");
        Reason reason = reason(keys);
        if (type == null) {
            return null;
        }
        boolean parts = type instanceof VectorType || type instanceof ListType;
        if (parts) {
            keys.refuse(List.of("unit", "example"), "stands at the items of a " + type.spelling());
        }
        YamlNode example = parts ? null : keys.node("example");
        Scalar sample = example == null ? null : values.read(example, "example", type);
        Absence absence = absences.read(keys, type);
        return absence == null ? null : new Field(name, type, absence, title, unit, sample, sensitive, reason);
    }

    /** What stands behind the end of a shorter list, or null. */
    @Nullable
    Filler pad(Keys keys) {
        return absences.pad(keys);
    }

    private @Nullable FieldType type(TypeName type, String name, Keys keys) {
        return switch (type) {
            case VECTOR -> vector(name, keys);
            case LIST, RECORD -> throw new IllegalArgumentException("a list or a record is not read as a field");
            case INTEGER, NUMBER, DECIMAL, BOOLEAN, CATEGORY, STRING, DATE, DATETIME -> singles.read(type, keys);
        };
    }

    private @Nullable VectorType vector(String name, Keys keys) {
        Integer length = keys.neededInteger("length", 1, VectorType.MOST_LENGTH);
        Keys items = keys.neededSection("items", keys.section().items());
        Field value = items == null ? null : unnamed(name, items, TypeName.SINGLE);
        if (items != null) {
            items.refuse(List.of("pad"), "stands at what a list holds, and a vector has no end to fill");
        }
        if (length == null || value == null) {
            return null;
        }
        long columns = (long) length * Leaf.columns(value.type());
        if (columns > VectorType.MOST_LENGTH) {
            keys.problem("length", "length: " + columns + " columns, at most " + VectorType.MOST_LENGTH);
            return null;
        }
        return new VectorType(length, keys.flag("sensitive") ? value.asSensitive() : value);
    }

    private static @Nullable Reason reason(Keys keys) {
        Keys reason = keys.section("reason", Section.REASON);
        if (reason == null) {
            return null;
        }
        String code = reason.neededText("code");
        String text = reason.neededText("text");
        return code == null || text == null ? null : new Reason(code, text);
    }
}
