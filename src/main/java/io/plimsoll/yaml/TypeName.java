package io.plimsoll.yaml;

import io.plimsoll.contract.NearestName;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that a field may have, each with the keys that belong to it and not to every field. */
@SuppressWarnings("ImmutableEnumChecker") // The set of keys is unmodifiable; its type cannot say so.
enum TypeName {
    INTEGER("min", "max"),
    NUMBER("min", "max"),
    BOOLEAN,
    CATEGORY("values", "on_unknown", "one_hot", "zeros"),
    STRING("min_length", "max_length", "pattern"),
    DATE("min", "max");

    /** Types of the format that this release does not serve yet. */
    static final Set<String> LATER = Set.of("list", "record", "vector", "decimal", "datetime");

    /** What other formats and languages call the types, in lower case. */
    private static final Map<String, TypeName> ALIASES = Map.ofEntries(
            Map.entry("int", INTEGER),
            Map.entry("int32", INTEGER),
            Map.entry("int64", INTEGER),
            Map.entry("long", INTEGER),
            Map.entry("float", NUMBER),
            Map.entry("float16", NUMBER),
            Map.entry("float32", NUMBER),
            Map.entry("float64", NUMBER),
            Map.entry("double", NUMBER),
            Map.entry("bool", BOOLEAN),
            Map.entry("enum", CATEGORY),
            Map.entry("str", STRING),
            Map.entry("text", STRING),
            Map.entry("datetime64", DATE));

    private final Set<String> keys;

    TypeName(String... keys) {
        this.keys = Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(keys)));
    }

    /** The keys of this type. */
    Set<String> keys() {
        return keys;
    }

    static @Nullable TypeName of(String spelling) {
        return Stream.of(values())
                .filter(type -> type.toString().equals(spelling))
                .findFirst()
                .orElse(null);
    }

    /** The end of an error text that names the type that was probably meant, or nothing. */
    static String hint(String spelling) {
        TypeName meant = ALIASES.get(spelling.toLowerCase(Locale.ROOT));
        return meant == null ? NearestName.hint(spellings(), spelling) : "; did you mean " + meant + "?";
    }

    /** Whether it names a type that is not served yet. */
    static boolean isLater(@Nullable YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && LATER.contains(scalar.text());
    }

    static List<String> spellings() {
        return Stream.of(values()).map(TypeName::toString).toList();
    }

    /** The types that a key belongs to; none if every field may have it. */
    static List<TypeName> having(String key) {
        return Stream.of(values()).filter(type -> type.keys.contains(key)).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
