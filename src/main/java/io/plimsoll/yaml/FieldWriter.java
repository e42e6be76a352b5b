package io.plimsoll.yaml;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
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
import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.yaml.YamlPiece.Collected;
import io.plimsoll.yaml.YamlPiece.Many;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the keys of single fields, but those that say where a field goes. */
final class FieldWriter {

    /** So many words at most stand in the contract itself. */
    private static final int MOST_WORDS = 200;

    /** Files of a package that mean something else, though no contract names them. */
    private static final Set<String> LAYOUT = Set.of("baseline.json", "manifest.json", "publishing.json");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String> files;

    /**
     * A writer of fields.
     *
     * @param files gets the files that long lists of words are put into, by their names
     */
    FieldWriter(Map<String, String> files) {
        this.files = files;
    }

    /** All keys of a field of a request's context. */
    Collected context(Field field) {
        Collected keys = new Collected().text("name", field.name()).all(described(field));
        return keys.plain("required", field.required() ? "true" : null);
    }

    /** What a field is, but its name: the same for fields that are the same to their callers. */
    Map<String, YamlPiece> described(Field field) {
        var keys = new Collected();
        keys.plain("type", field.type().spelling());
        keys.text("title", field.title());
        keys.text("unit", field.unit());
        addType(keys, field.name(), field.type());
        addAbsence(keys, field.absence());
        keys.plain("sensitive", field.sensitive() ? "true" : null);
        keys.put("example", field.example() == null ? null : scalar(field.example()));
        Reason reason = field.reason();
        if (reason != null) {
            keys.put(
                    "reason",
                    new Collected()
                            .text("code", reason.code())
                            .text("text", reason.text())
                            .pairs());
        }
        return keys.pairs().entries();
    }

    private void addType(Collected keys, String name, FieldType type) {
        switch (type) {
            case IntegerType integer -> {
                if (!integer.values().isEmpty()) {
                    keys.put(
                            "values",
                            Many.list(integer.values().stream()
                                    .map(Object::toString)
                                    .toList()));
                }
                keys.plain("min", integer.min()).plain("max", integer.max());
            }
            case NumberType number -> keys.plain("min", number(number.min())).plain("max", number(number.max()));
            case DecimalType decimal ->
                keys.plain("scale", decimal.scale())
                        .plain("min", decimal(decimal.min()))
                        .plain("max", decimal(decimal.max()));
            case BooleanType bool -> {}
            case CategoryType category -> addCategory(keys, name, category);
            case TextType text -> {
                keys.plain("min_length", text.minLength() == 0 ? null : text.minLength());
                keys.plain("max_length", text.maxLength() == TextType.DEFAULT_MAX_LENGTH ? null : text.maxLength());
                keys.plain(
                        "pattern",
                        text.pattern() == null
                                ? null
                                : YamlText.quoted(text.pattern().pattern()));
            }
            case DateType date ->
                keys.plain("unit", date.epoch()).plain("min", date.min()).plain("max", date.max());
            case DateTimeType moment ->
                keys.plain("unit", moment.epoch())
                        .text("min", moment.min() == null ? null : moment.min().toString())
                        .text("max", moment.max() == null ? null : moment.max().toString());
            case VectorType vector ->
                keys.plain("length", vector.length()).put("items", new YamlPiece.Pairs(described(vector.items())));
            case ListType list -> {
                keys.plain("min_items", list.minItems() == ListType.DEFAULT_MIN_ITEMS ? null : list.minItems());
                keys.plain("max_items", list.maxItems() == ListType.DEFAULT_MAX_ITEMS ? null : list.maxItems());
                keys.text("same_length_as", list.sameLengthAs());
            }
            case TensorType tensor -> throw new IllegalArgumentException("no contract is written with a tensor field");
        }
    }

    private void addCategory(Collected keys, String name, CategoryType category) {
        addWords(keys, name, category.values());
        keys.plain("one_hot", category.oneHot() ? "true" : null);
        keys.text("zeros", category.zeros());
        keys.plain(
                "on_unknown",
                switch (category.onUnknown()) {
                    case OnUnknown.Reject reject -> null;
                    case OnUnknown.Zeros zeros -> "zeros";
                    case OnUnknown.Pass pass -> "pass";
                    case OnUnknown.Code code -> code.value();
                    case OnUnknown.Word word -> YamlText.of(word.value());
                });
    }

    private void addWords(Collected keys, String name, Vocabulary values) {
        boolean places = LongStream.range(0, values.size()).allMatch(place -> values.code((int) place) == place);
        Map<String, Long> codes = new LinkedHashMap<>();
        for (int place = 0; place < values.size(); place++) {
            codes.put(values.word(place), values.code(place));
        }
        if (values.size() > MOST_WORDS) {
            keys.text("values_from", file(name, JSON.writeValueAsString(places ? values.words() : codes)));
        } else if (places) {
            keys.texts("values", values.words());
        } else {
            keys.put("values", YamlPiece.map(codes, (word, code) -> YamlText.of(word) + ": " + code));
        }
    }

    /** The name of a file that holds the text; two fields may share one. */
    private String file(String field, String text) {
        String stem = field.isEmpty() ? "values" : field;
        String name = stem + ".json";
        for (int i = 2; LAYOUT.contains(name) || !files.getOrDefault(name, text).equals(text); i++) {
            name = stem + '_' + i + ".json";
        }
        files.put(name, text);
        return name;
    }

    private static void addAbsence(Collected keys, Absence absence) {
        switch (absence) {
            case Absence.Required required -> {}
            case Absence.Optional optional -> {}
            case Absence.Default standIn -> keys.put("default", scalar(standIn.value()));
            case Absence.Empty empty -> keys.put("default", Many.list(List.of()));
            case Absence.Missing missing -> keys.plain("missing", filler(missing.filler()));
        }
    }

    static String filler(Filler filler) {
        return switch (filler) {
            case Filler.Nan nan -> "nan";
            case Filler.Zeros zeros -> "zeros";
            case Filler.Number number -> number(number.value());
            case Filler.Word word -> YamlText.of(word.value());
        };
    }

    static YamlPiece scalar(Scalar value) {
        return new YamlPiece.Single(
                switch (value) {
                    case Scalar.Whole whole -> Long.toString(whole.value());
                    case Scalar.Real real -> number(real.value());
                    case Scalar.Flag flag -> Boolean.toString(flag.value());
                    case Scalar.Text text -> YamlText.of(text.value());
                });
    }

    private static @Nullable String number(@Nullable Double value) {
        return value == null ? null : Numbers.plain(value);
    }

    private static String number(double value) {
        return Numbers.plain(value);
    }

    private static @Nullable String decimal(@Nullable BigDecimal value) {
        return value == null ? null : YamlText.quoted(value.toPlainString());
    }
}
