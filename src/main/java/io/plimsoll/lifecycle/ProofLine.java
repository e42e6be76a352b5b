package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Report.Check;
import io.plimsoll.lifecycle.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a proving process tells the one that started it, each in a line of JSON. */
sealed interface ProofLine {

    JsonMapper JSON = JsonMapper.shared();

    /** A step begins. */
    record Begun(ProofStep step) implements ProofLine {}

    /** The proof is done. */
    record Done(Report report) implements ProofLine {}

    /** The proof cannot be done, for a reason that lies outside of the checks. */
    record Undone(String reason) implements ProofLine {}

    /** The line, without its end. */
    default String text() {
        ObjectNode root = JSON.createObjectNode();
        switch (this) {
            case Begun(ProofStep step) -> root.put("begun", step.name());
            case Done(Report report) -> write(report, root.putObject("done"));
            case Undone(String reason) -> root.put("undone", reason);
        }
        return JSON.writeValueAsString(root);
    }

    private static void write(Report report, ObjectNode node) {
        ModelVersion id = report.id();
        if (id != null) {
            node.put("model", id.model()).put("version", id.version());
        }
        ArrayNode checks = node.putArray("checks");
        for (Check check : report.checks()) {
            ObjectNode each = checks.addObject();
            each.put("name", check.name())
                    .put("verdict", check.verdict().name())
                    .put("summary", check.summary());
            check.details().forEach(each.putArray("details")::add);
        }
    }

    /** Reads a line; null if it is none, which a process that went wrong may write. */
    static @Nullable ProofLine read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root.path("begun").isString()) {
                return new Begun(ProofStep.valueOf(root.path("begun").stringValue()));
            }
            if (root.path("undone").isString()) {
                return new Undone(root.path("undone").stringValue());
            }
            return root.path("done").isObject() ? new Done(report(root.path("done"))) : null;
        } catch (JacksonException | IllegalArgumentException malformed) {
            return null;
        }
    }

    private static Report report(JsonNode node) {
        ModelVersion id = node.has("model")
                ? new ModelVersion(
                        node.path("model").stringValue(), node.path("version").stringValue())
                : null;
        List<Check> checks = new ArrayList<>();
        for (JsonNode each : node.path("checks")) {
            List<String> details = new ArrayList<>();
            each.path("details").forEach(detail -> details.add(detail.stringValue()));
            checks.add(new Check(
                    each.path("name").stringValue(),
                    Verdict.valueOf(each.path("verdict").stringValue()),
                    each.path("summary").stringValue(),
                    details));
        }
        return new Report(id, checks, null);
    }
}
