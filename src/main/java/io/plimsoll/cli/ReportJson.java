package io.plimsoll.cli;

import io.plimsoll.lifecycle.Measurement;
import io.plimsoll.lifecycle.Measurement.Latency;
import io.plimsoll.lifecycle.Report;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a report for machines; durations are milliseconds, sizes are bytes. */
final class ReportJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ReportJson() {}

    static String write(Report report) {
        ObjectNode root = JSON.createObjectNode();
        if (report.id() != null) {
            root.put("model", report.id().model());
            root.put("version", report.id().version());
        }
        root.put("may_serve", report.passed());
        ArrayNode checks = root.putArray("checks");
        for (Report.Check check : report.checks()) {
            ObjectNode node = checks.addObject();
            node.put("name", check.name());
            node.put("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
            node.put("summary", check.summary());
            ArrayNode details = node.putArray("details");
            check.details().forEach(details::add);
        }
        if (report.measured() != null) {
            add(root.putObject("measured"), report.measured());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    /** What is kept of a report beside the version: what later measurements are compared with. */
    static String baseline(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1);
        if (report.measured() != null) {
            add(root.putObject("measured"), report.measured());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void add(ObjectNode node, Measurement measured) {
        add(node.putObject("one_row"), measured.oneRow());
        if (measured.fullBatch() == null) {
            node.putNull("full_batch");
        } else {
            add(
                    node.putObject("full_batch")
                            .put("rows", measured.fullBatch().rows()),
                    measured.fullBatch().latency());
        }
        measured.nativeBytes().ifPresent(bytes -> node.put("native_bytes", bytes));
        ObjectNode files = node.putObject("file_bytes");
        new TreeMap<>(measured.fileBytes()).forEach(files::put);
    }

    private static void add(ObjectNode node, Latency latency) {
        node.put("p50_ms", latency.p50().toNanos() / 1e6);
        node.put("p99_ms", latency.p99().toNanos() / 1e6);
        node.put("requests", latency.requests());
    }
}
