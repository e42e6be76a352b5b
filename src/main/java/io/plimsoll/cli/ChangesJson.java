package io.plimsoll.cli;

import io.plimsoll.compatibility.Change;
import io.plimsoll.compatibility.Compatibility;
import io.plimsoll.contract.ModelVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a version changes for callers for machines. */
final class ChangesJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ChangesJson() {}

    static String write(Compatibility compatibility) {
        ObjectNode root = JSON.createObjectNode();
        put(root.putObject("before"), compatibility.before());
        put(root.putObject("after"), compatibility.after());
        root.put("verdict", compatibility.verdict().toString());
        ArrayNode changes = root.putArray("changes");
        for (Change change : compatibility.changes()) {
            changes.addObject()
                    .put("verdict", change.verdict().toString())
                    .put("part", change.part().toString())
                    .put("path", change.path())
                    .put("text", change.text());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    static String refused(Map<Path, List<String>> reasons) {
        ObjectNode root = JSON.createObjectNode().put("verdict", "refused");
        ArrayNode refused = root.putArray("refused");
        reasons.forEach((place, list) -> {
            ObjectNode node = refused.addObject().put("path", place.toString());
            list.forEach(node.putArray("reasons")::add);
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void put(ObjectNode node, ModelVersion id) {
        node.put("model", id.model()).put("version", id.version());
    }
}
