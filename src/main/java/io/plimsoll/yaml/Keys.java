package io.plimsoll.yaml;

import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Problem.Position;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of one place of the contract; a key that the place does not know is a problem as soon as it is
 * opened. Reading a key that is absent gives null; one that does not fit gives a problem and null.
 */
final class Keys {

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    /** Places that an error names for a key that stands elsewhere. */
    private static final int MOST_HOMES = 3;

    private final Section section;
    private final Position where;
    private final Map<String, YamlNode.Entry> entries = new HashMap<>();
    private final Findings findings;
    private final Scalars scalars;

    private Keys(Section section, YamlNode.Mapping mapping, Findings findings) {
        this.section = section;
        this.where = mapping.where();
        this.findings = findings;
        this.scalars = new Scalars(findings);
        mapping.entries().forEach(this::sort);
    }

    /** Opens a place, or gives null, with a problem, if there are no keys and values. */
    static @Nullable Keys open(YamlNode node, Section section, Findings findings) {
        return node instanceof YamlNode.Mapping mapping
                ? new Keys(section, mapping, findings)
                : new Scalars(findings).misfit(node, section.title(), "the keys " + String.join(", ", section.known()));
    }

    private void sort(YamlNode.Entry entry) {
        String key = entry.key().text();
        if (section.known().contains(key)) {
            entries.put(key, entry);
        } else {
            findings.problem(
                    entry.key().where(), "unknown key " + entry.key().found() + " in " + section.title() + hint(key));
        }
    }

    private String hint(String key) {
        String near = NearestName.hint(section.known(), key);
        if (!near.isEmpty()) {
            return near;
        }
        List<Section> homes = Section.knowing(key);
        return homes.isEmpty()
                ? "; known are " + String.join(", ", section.known())
                : "; it belongs in "
                        + homes.stream().limit(MOST_HOMES).map(Section::title).collect(Collectors.joining(" or "));
    }

    Section section() {
        return section;
    }

    /** Where the place begins. */
    Position where() {
        return where;
    }

    /** Where a key stands, or the place itself if the key is absent. */
    Position where(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? where : entry.key().where();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    @Nullable
    YamlNode node(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** The value of a key that must be there. */
    @Nullable
    YamlNode needed(String key) {
        YamlNode node = node(key);
        if (node == null) {
            problem(null, section.title() + " needs the key " + key);
        }
        return node;
    }

    @Nullable
    Keys section(String key, Section inner) {
        YamlNode node = node(key);
        return node == null ? null : open(node, inner, findings);
    }

    /** A place that must be there. */
    @Nullable
    Keys neededSection(String key, Section inner) {
        YamlNode node = needed(key);
        return node == null ? null : open(node, inner, findings);
    }

    /** The items of a list; none if the key is absent. */
    List<YamlNode> list(String key) {
        return switch (node(key)) {
            case null -> List.of();
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode node -> {
                scalars.misfit(node, key, "a list");
                yield List.of();
            }
        };
    }

    @Nullable
    String text(String key) {
        YamlNode node = node(key);
        return node == null ? null : scalars.text(node, key);
    }

    @Nullable
    String neededText(String key) {
        YamlNode node = needed(key);
        return node == null ? null : scalars.text(node, key);
    }

    /** A file of the package: no absolute path, no way out of the folder. */
    @Nullable
    String file(String key) {
        String text = text(key);
        if (text == null || FILE.matcher(text).matches()) {
            return text;
        }
        misfit(key, "the name of a file in the package");
        return null;
    }

    @Nullable
    Long integer(String key) {
        YamlNode node = node(key);
        return node == null ? null : scalars.integer(node, key);
    }

    /** A whole number that must be there, within bounds. */
    @Nullable
    Integer neededInteger(String key, int min, int max) {
        YamlNode node = needed(key);
        return node == null ? null : scalars.integer(node, key, min, max);
    }

    @Nullable
    Integer integer(String key, int min, int max) {
        YamlNode node = node(key);
        return node == null ? null : scalars.integer(node, key, min, max);
    }

    @Nullable
    Double number(String key) {
        YamlNode node = node(key);
        return node == null ? null : scalars.number(node, key);
    }

    @Nullable
    LocalDate date(String key) {
        YamlNode node = node(key);
        return node == null ? null : scalars.date(node, key);
    }

    /** Whether the key is there and true. */
    boolean flag(String key) {
        YamlNode node = node(key);
        return node != null && Boolean.TRUE.equals(scalars.flag(node, key));
    }

    /** Says what was found under a key and what was expected. */
    void misfit(String key, String expected) {
        YamlNode node = node(key);
        if (node != null) {
            scalars.misfit(node, key, expected);
        }
    }

    /** A problem with the value of a key, or with the place as a whole. */
    void problem(@Nullable String key, String text) {
        findings.problem(key == null ? where : where(key), text);
    }

    /** That two bounds are the wrong way round; gives null. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // The null that it gives is of every type.
    <T> @Nullable T upsideDown(String low, String high) {
        problem(low, low + ": is above " + high);
        return null;
    }

    /** Refuses each of these keys that is there, with the reason. */
    void refuse(List<String> keys, String reason) {
        for (String key : keys) {
            if (has(key)) {
                problem(key, key + ": " + reason);
            }
        }
    }
}
