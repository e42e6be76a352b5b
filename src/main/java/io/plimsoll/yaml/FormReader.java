package io.plimsoll.yaml;

import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a result is made. The keys that are there decide: {@code bands}, {@code top}, {@code labels}, else
 * {@code type}, else it is a number; {@code per_item} makes it a list, or a top of its items.
 */
final class FormReader {

    private static final int MOST_DECIMALS = 15;
    private static final List<String> TYPES = List.of("number", "integer", "boolean", "string", "vector", "map");

    private final Findings findings;
    private final Keys keys;
    private final LabelsReader labels;

    FormReader(Findings findings, NamedFiles files, Keys keys) {
        this.findings = findings;
        this.keys = keys;
        this.labels = new LabelsReader(findings, files);
    }

    @Nullable
    Form read() {
        Form form = ofRow();
        if (!keys.has("per_item") || form instanceof Form.TopItems) {
            return form;
        }
        String list = keys.text("per_item");
        if (form != null && !form.single()) {
            keys.misfit("type", "number, integer, boolean or string, for a result with per_item");
            return null;
        }
        return form == null || list == null ? null : new Form.PerItem(list, form);
    }

    private @Nullable Form ofRow() {
        if (keys.has("bands")) {
            keys.refuse(
                    List.of("type", "labels", "labels_from", "top", "at_least", "decimals"),
                    "does not go with bands, which give a label");
            return bands();
        }
        if (keys.has("top")) {
            return keys.has("per_item") ? topItems() : top();
        }
        keys.refuse(List.of("at_least"), "goes with top");
        if (LabelsReader.areIn(keys)) {
            keys.refuse(List.of("type", "decimals"), "does not go with labels, which give a label; for scores add top");
            return labels.read(keys) ? new Form.Label(labels.byCode()) : null;
        }
        return ofType();
    }

    private @Nullable Form ofType() {
        Integer decimals = keys.integer("decimals", 0, MOST_DECIMALS);
        String type = keys.has("type") ? keys.text("type") : "number";
        Form form = switch (type) {
            case null -> null;
            case "number" -> new Form.Number(decimals);
            case "vector" -> new Form.Vector(decimals);
            case "map" -> new Form.Scores(decimals);
            case "integer" -> new Form.Whole();
            case "boolean" -> new Form.Flag();
            case "string" -> new Form.Text();
            default -> {
                keys.misfit("type", "one of " + String.join(", ", TYPES) + NearestName.hint(TYPES, type));
                yield null;
            }
        };
        if (form instanceof Form.Whole || form instanceof Form.Flag || form instanceof Form.Text) {
            keys.refuse(List.of("decimals"), "goes with numbers, not with type " + type);
        }
        return form;
    }

    private @Nullable Form topItems() {
        keys.refuse(
                List.of("labels", "labels_from"), "does not go with top and per_item, which answer places in the list");
        String list = keys.text("per_item");
        Integer top = keys.integer("top", 1, ListType.MOST_ITEMS);
        Double atLeast = keys.number("at_least");
        Integer decimals = keys.integer("decimals", 0, MOST_DECIMALS);
        String type = keys.text("type");
        if (type != null && !type.equals("number")) {
            keys.misfit("type", "number, for top with per_item");
        }
        return list == null || top == null ? null : new Form.TopItems(list, top, atLeast, decimals);
    }

    private @Nullable Form top() {
        Integer top = keys.integer("top", 1, LabelsReader.MOST_LABELS);
        Double atLeast = keys.number("at_least");
        Integer decimals = keys.integer("decimals", 0, MOST_DECIMALS);
        boolean labelled = LabelsReader.areIn(keys);
        boolean labelsAreWell = !labelled || labels.read(keys);
        if (top == null || !labelsAreWell) {
            return null;
        }
        String type = keys.text("type");
        if (type != null && !type.equals(labelled ? "vector" : "map")) {
            keys.misfit("type", labelled ? "vector, for top with labels" : "map, for top without labels");
        }
        if (!labelled) {
            return new Form.Top(List.of(), top, atLeast, decimals);
        }
        List<String> places = labels.byPlace();
        if (places == null) {
            String key = LabelsReader.key(keys);
            keys.problem(key, key + ": top ranks the columns, so their codes are 0, 1, 2 … without a gap");
            return null;
        }
        if (top > places.size()) {
            keys.problem("top", "top: found " + top + ", but there are only " + places.size() + " labels");
            return null;
        }
        return new Form.Top(places, top, atLeast, decimals);
    }

    private @Nullable Form bands() {
        List<YamlNode> items = keys.list("bands");
        var bands = new ArrayList<Band>();
        Double lower = null;
        for (int i = 0; i < items.size(); i++) {
            Keys band = Keys.open(items.get(i), Section.BAND, findings);
            if (band == null) {
                return null;
            }
            Double below = band.number("below");
            String label = band.neededText("label");
            boolean last = i == items.size() - 1;
            if (last && band.has("below")) {
                band.problem("below", "below: the last band has none, so that every number has a band");
            } else if (!last && !band.has("below")) {
                band.problem(null, "below: only the last band is without");
            } else if (lower != null && below != null && below <= lower) {
                band.problem("below", "below: the bands do not ascend");
            }
            if (label != null) {
                bands.add(new Band(below, label));
            }
            lower = below;
        }
        if (items.isEmpty() && keys.node("bands") instanceof YamlNode.Sequence) {
            keys.problem("bands", "bands: found none, expected at least one");
        }
        return new Form.Bands(bands);
    }
}
