package io.plimsoll.cli;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a load did for machines; durations are milliseconds. */
final class LoadJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private LoadJson() {}

    static String write(LoadReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("service", report.service().toString());
        root.put("model", report.model().version().model());
        root.put("version", report.model().version().version());
        root.put("passed", report.passed());
        root.put("rate", report.pace().perSecond());
        root.put("seconds", report.sent().time().toNanos() / 1e9);
        root.put("connections", report.pace().connections());
        root.put("due", report.sent().due());
        root.put("sent", report.sent().sent());
        root.put("never_sent", report.sent().missed());
        ObjectNode counts = root.putObject("counts");
        report.tally().kinds().forEach((name, kind) -> counts.put(name.replace(' ', '_'), kind.count()));
        if (report.tally().latencies().count() == 0) {
            root.putNull("latency");
        } else {
            ObjectNode latency = root.putObject("latency");
            latency.put("p50_ms", report.millis(0.5));
            latency.put("p90_ms", report.millis(0.9));
            latency.put("p99_ms", report.millis(0.99));
            latency.put("max_ms", report.millis(1));
        }
        Baseline baseline = report.baseline();
        if (baseline == null) {
            root.putNull("baseline");
        } else {
            root.putObject("baseline").put("p50_ms", baseline.p50()).put("p99_ms", baseline.p99());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
