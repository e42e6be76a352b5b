package io.plimsoll.yaml;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels, in the contract or in a file of its package: a list, whose places are the codes, or codes with labels.
 */
final class LabelsReader {

    static final int MOST_LABELS = 10_000;

    private final Findings findings;
    private final Scalars scalars;
    private final NamedFiles files;
    private final Map<Long, String> labels = new LinkedHashMap<>();

    LabelsReader(Findings findings, NamedFiles files) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
        this.files = files;
    }

    /** Whether the place says what the labels are. */
    static boolean areIn(Keys keys) {
        return keys.has("labels") || keys.has("labels_from");
    }

    /** The key that says what the labels are, as the place has it. */
    static String key(Keys keys) {
        return keys.has("labels_from") ? "labels_from" : "labels";
    }

    /** Whether there are labels now, all of them well: those of the place, or of the file that it names. */
    boolean read(Keys keys) {
        if (keys.has("labels") && keys.has("labels_from")) {
            keys.problem("labels_from", "labels_from: does not go with labels; write one of the two");
            return false;
        }
        YamlNode node = keys.has("labels") ? keys.node("labels") : files.read(keys, "labels_from");
        return switch (node) {
            case null -> false;
            case YamlNode.Mapping map -> read(keys.has("labels_from") ? map.withBareKeys() : map);
            case YamlNode.Sequence _, YamlNode.Scalar _, YamlNode.Unreadable _ -> read(node);
        };
    }

    private boolean read(YamlNode node) {
        int before = findings.count();
        switch (node) {
            case YamlNode.Sequence list -> readList(list);
            case YamlNode.Mapping map -> readMap(map);
            case YamlNode.Scalar _, YamlNode.Unreadable _ ->
                scalars.misfit(
                        node,
                        "labels",
                        "a list of texts, or codes with their labels" + NamedFiles.hint(node, "labels_from"));
        }
        boolean well = findings.count() == before;
        if (well && (labels.isEmpty() || labels.size() > MOST_LABELS)) {
            findings.problem(node.where(), "labels: found " + labels.size() + ", expected 1 to " + MOST_LABELS);
            return false;
        }
        return well;
    }

    private void readList(YamlNode.Sequence list) {
        Set<String> seen = new HashSet<>();
        for (YamlNode item : list.items()) {
            String label = scalars.text(item, "labels");
            if (label != null && !seen.add(label)) {
                findings.problem(item.where(), "labels: " + label + " a second time");
            }
            labels.put((long) labels.size(), label == null ? "" : label);
        }
    }

    private void readMap(YamlNode.Mapping map) {
        for (YamlNode.Entry entry : map.entries()) {
            Long code = scalars.integer(entry.key(), "the code of a label");
            String label = scalars.text(entry.value(), "labels");
            if (code != null && label != null && labels.putIfAbsent(code, label) != null) {
                findings.problem(entry.key().where(), "labels: the code " + code + " a second time");
            }
        }
    }

    Map<Long, String> byCode() {
        return labels;
    }

    /** The labels in the order of their codes, or null if the codes are not 0, 1, 2 … */
    @Nullable
    List<String> byPlace() {
        List<String> places = LongStream.range(0, labels.size())
                .filter(labels::containsKey)
                .mapToObj(code -> labels.getOrDefault(code, ""))
                .toList();
        return places.size() == labels.size() ? places : null;
    }
}
