package io.plimsoll.yaml;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
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
        if (keys.section().ofContext()) {
            return required || keys.section() == Section.CONTEXT_ITEMS
                    ? new Absence.Required()
                    : new Absence.Optional();
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
        return standIn != null ? byDefault(keys, standIn, type) : byFiller(keys, filler, type);
    }

    private @Nullable Absence byDefault(Keys keys, YamlNode node, FieldType type) {
        if (type instanceof ListType list) {
            return byNoItems(keys, node, list);
        }
        if (type instanceof VectorType) {
            keys.problem("default", "default: a vector has none; write missing, which fills all of its places");
            return null;
        }
        Scalar value = values.read(node, "default", type);
        return value == null ? null : new Absence.Default(value);
    }

    private @Nullable Absence byNoItems(Keys keys, YamlNode node, ListType list) {
        if (!(node instanceof YamlNode.Sequence sequence) || !sequence.items().isEmpty()) {
            return scalars.misfit(node, "default", "[], a list without items");
        }
        if (list.minItems() > 0) {
            keys.problem("default", "default: a list without items needs min_items: 0");
            return null;
        }
        return new Absence.Empty();
    }

    private @Nullable Absence byFiller(Keys keys, @Nullable YamlNode node, FieldType type) {
        if (type instanceof ListType) {
            keys.problem(
                    "missing", "missing: a list has none; write it at the items, or default: [] with min_items: 0");
            return null;
        }
        FieldType single = type instanceof VectorType vector ? vector.items().type() : type;
        Filler filler = node == null ? null : filler(node, single);
        return filler == null ? null : new Absence.Missing(filler);
    }

    private @Nullable Filler filler(YamlNode node, FieldType type) {
        if (Scalars.isWord(node, "zeros")) {
            return new Filler.Zeros();
        }
        if (type instanceof TextType) {
            return Scalars.isWord(node, "nan")
                    ? scalars.misfit(node, "missing", "zeros or a word (in quotes, nan is one)")
                    : word(node, "missing");
        }
        if (Scalars.isWord(node, "nan")) {
            return new Filler.Nan();
        }
        if (type instanceof CategoryType category && category.oneHot()) {
            return scalars.misfit(node, "missing", "nan or zeros, for a category with one_hot: true");
        }
        if (Scalars.isNumber(node)) {
            return number(node, "missing");
        }
        return type instanceof CategoryType
                ? word(node, "missing")
                : scalars.misfit(node, "missing", "nan, zeros or a number");
    }

    /** What stands behind the end of a shorter list, whatever fills the tensor otherwise; null if the key is absent. */
    @Nullable
    Filler pad(Keys keys) {
        YamlNode node = keys.node("pad");
        if (node == null) {
            return null;
        }
        if (Scalars.isWord(node, "zeros")) {
            return new Filler.Zeros();
        }
        if (Scalars.isWord(node, "nan")) {
            return new Filler.Nan();
        }
        if (Scalars.isWord(node, "true") || Scalars.isWord(node, "false")) {
            return scalars.misfit(node, "pad", "nan, zeros (which is false), a number or a word");
        }
        return Scalars.isNumber(node) ? number(node, "pad") : word(node, "pad");
    }

    private @Nullable Filler number(YamlNode node, String what) {
        Double value = scalars.number(node, what);
        return value == null ? null : new Filler.Number(value);
    }

    private @Nullable Filler word(YamlNode node, String what) {
        String word = scalars.word(node, what);
        return word == null ? null : new Filler.Word(word);
    }
}
