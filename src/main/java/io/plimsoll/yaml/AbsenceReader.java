package io.plimsoll.yaml;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import org.jspecify.annotations.Nullable;

/** Reads what a field means that the caller leaves out: {@code required}, {@code default}, {@code missing}. */
final class AbsenceReader {

    private final Scalars scalars;
    private final CallerValues values;

    AbsenceReader(Findings findings, CallerValues values) {
        this.scalars = new Scalars(findings);
        this.values = values;
    }

    @Nullable
    Absence read(Keys keys, FieldType type) {
        boolean required = keys.flag("required");
        if (keys.section() == Section.CONTEXT_FIELD) {
            return required ? new Absence.Required() : new Absence.Optional();
        }
        YamlNode standIn = keys.node("default");
        YamlNode filler = keys.node("missing");
        if (standIn != null && filler != null) {
            keys.problem("missing", "missing: there is a default already; a field has one of the two");
            return null;
        }
        if (standIn == null && filler == null) {
            if (keys.has("required") && !required) {
                keys.problem("required", "required: false needs a default or missing; without, an input is required");
                return null;
            }
            return new Absence.Required();
        }
        if (required) {
            keys.problem("required", "required: true, and yet there is a default or missing");
            return null;
        }
        return standIn != null ? byDefault(standIn, type) : byFiller(filler, type);
    }

    private @Nullable Absence byDefault(YamlNode node, FieldType type) {
        Scalar value = values.read(node, "default", type);
        return value == null ? null : new Absence.Default(value);
    }

    private @Nullable Absence byFiller(@Nullable YamlNode node, FieldType type) {
        Filler filler = node == null ? null : filler(node, type);
        return filler == null ? null : new Absence.Missing(filler);
    }

    private @Nullable Filler filler(YamlNode node, FieldType type) {
        if (Scalars.isWord(node, "zeros")) {
            return new Filler.Zeros();
        }
        if (type instanceof TextType) {
            return Scalars.isWord(node, "nan")
                    ? scalars.misfit(node, "missing", "zeros or a word (in quotes, nan is one)")
                    : word(node);
        }
        if (Scalars.isWord(node, "nan")) {
            return new Filler.Nan();
        }
        if (type instanceof CategoryType category && category.oneHot()) {
            return scalars.misfit(node, "missing", "nan or zeros, for a category with one_hot: true");
        }
        if (Scalars.isNumber(node)) {
            Double value = scalars.number(node, "missing");
            return value == null ? null : new Filler.Number(value);
        }
        return type instanceof CategoryType ? word(node) : scalars.misfit(node, "missing", "nan, zeros or a number");
    }

    private @Nullable Filler word(YamlNode node) {
        String word = scalars.word(node, "missing");
        return word == null ? null : new Filler.Word(word);
    }
}
