package io.plimsoll.yaml;

import io.plimsoll.contract.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that a field may have, each with the keys that belong to it and not to every field. */
@SuppressWarnings("ImmutableEnumChecker") // The set of keys is unmodifiable; its type cannot say so.
enum TypeName {
    INTEGER("min", "max", "values"),
    NUMBER("min", "max"),
    DECIMAL("min", "max", "scale"),
    BOOLEAN,
    CATEGORY("values", "values_from", "on_unknown", "one_hot", "zeros"),
    STRING("min_length", "max_length", "pattern"),
    DATE("min", "max"),
    DATETIME("min", "max"),
    VECTOR("length", "items"),
    LIST("items", "min_items", "max_items", "same_length_as", "mask", "lengths"),
    RECORD("fields");

    /** What a single value may be. */
    static final Set<TypeName> SINGLE = Collections.unmodifiableSet(EnumSet.range(INTEGER, DATETIME));
    /** What a field may be that stands in a group or a record. */
    static final Set<TypeName> PART = Collections.unmodifiableSet(EnumSet.range(INTEGER, VECTOR));
    /** What a field may be that stands alone. */
    static final Set<TypeName> FIELD = Collections.unmodifiableSet(EnumSet.range(INTEGER, LIST));
    /** What the items of a list may be. */
    static final Set<TypeName> ITEM = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(LIST)));

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
            Map.entry("datetime64", DATETIME),
            Map.entry("timestamp", DATETIME),
            Map.entry("money", DECIMAL),
            Map.entry("embedding", VECTOR),
            Map.entry("array", LIST),
            Map.entry("series", LIST),
            Map.entry("object", RECORD),
            Map.entry("struct", RECORD));

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

    /**
     * The type that the keys name, or null, with a problem, if it is none of those that may stand here. Keys that
     * belong to other types are problems as well.
     */
    static @Nullable TypeName read(Keys keys, Set<TypeName> allowed) {
        String spelling = keys.neededText("type");
        if (spelling == null) {
            return null;
        }
        TypeName name = of(spelling);
        if (name != null && allowed.contains(name)) {
            name.refuseForeignKeys(keys);
            return name;
        }
        keys.problem(
                "type",
                "type: found " + spelling
                        + (name == null
                                ? ""
                                : ", which cannot stand in " + keys.section().title())
                        + ", expected one of " + spelled(allowed) + (name == null ? hint(spelling, allowed) : ""));
        return null;
    }

    /** Whether the keys name this type; what is wrong with them otherwise is not looked at. */
    boolean isNamedBy(Keys keys) {
        return keys.node("type") instanceof YamlNode.Scalar scalar
                && scalar.text().equals(toString());
    }

    private void refuseForeignKeys(Keys keys) {
        for (String key : keys.section().known()) {
            List<TypeName> owners = having(key);
            if (keys.has(key) && !owners.isEmpty() && !owners.contains(this)) {
                keys.problem(key, key + ": does not belong to type " + this + " but to " + spelled(owners));
            }
        }
    }

    /** The end of an error text that names the type that was probably meant, or nothing. */
    private static String hint(String spelling, Set<TypeName> allowed) {
        TypeName meant = ALIASES.get(spelling.toLowerCase(Locale.ROOT));
        return meant != null && allowed.contains(meant)
                ? "; did you mean " + meant + "?"
                : NearestName.hint(allowed.stream().map(TypeName::toString).toList(), spelling);
    }

    private static String spelled(Collection<TypeName> types) {
        return types.stream().map(TypeName::toString).collect(Collectors.joining(", "));
    }

    /** All types, as contracts spell them. */
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
