package io.plimsoll.yaml;

import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a result is made. The keys that are there decide: {@code bands}, {@code top}, {@code labels}, else
 * {@code type}, else it is a number.
 */
final class FormReader {

    private static final int MOST_DECIMALS = 15;
    private static final List<String> TYPES = List.of("number", "integer", "boolean", "string", "vector", "map");

    private final Findings findings;
    private final Keys keys;
    private final LabelsReader labels;

    FormReader(Findings findings, Keys keys) {
        this.findings = findings;
        this.keys = keys;
        this.labels = new LabelsReader(findings);
    }

    @Nullable
    Form read() {
        if (keys.has("bands")) {
            keys.refuse(
                    List.of("type", "labels", "top", "at_least", "decimals"),
                    "does not go with bands, which give a label");
            return bands();
        }
        if (keys.has("top")) {
            return top();
        }
        keys.refuse(List.of("at_least"), "goes with top");
        if (keys.has("labels")) {
            keys.refuse(List.of("type", "decimals"), "does not go with labels, which give a label; for scores add top");
            YamlNode node = keys.node("labels");
            return node == null || !labels.read(node) ? null : new Form.Label(labels.byCode());
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

    private @Nullable Form top() {
        Integer top = keys.integer("top", 1, LabelsReader.MOST_LABELS);
        Double atLeast = keys.number("at_least");
        Integer decimals = keys.integer("decimals", 0, MOST_DECIMALS);
        YamlNode node = keys.node("labels");
        boolean labelsAreWell = node == null || labels.read(node);
        if (top == null || !labelsAreWell) {
            return null;
        }
        String type = keys.text("type");
        if (type != null && !type.equals(node == null ? "map" : "vector")) {
            keys.misfit("type", node == null ? "map, for top without labels" : "vector, for top with labels");
        }
        if (node == null) {
            return new Form.Top(List.of(), top, atLeast, decimals);
        }
        List<String> places = labels.byPlace();
        if (places == null) {
            findings.problem(node.where(), "labels: top ranks the columns, so their codes are 0, 1, 2 … without a gap");
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
