package io.plimsoll.cli;

import io.plimsoll.lifecycle.Measurement;
import io.plimsoll.lifecycle.Measurement.Latency;
import io.plimsoll.lifecycle.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;

/** Writes a report as people like to read it. */
final class ReportPrinter {

    private final PrintWriter out;

    ReportPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(String folder, Report report) {
        out.println(report.id() == null ? folder : report.id() + "  (" + folder + ")");
        out.println();
        for (Report.Check check : report.checks()) {
            out.printf(Locale.ROOT, "  %s %-12s %s%n", mark(check.verdict()), check.name(), check.summary());
            check.details().forEach(detail -> out.println("       - " + detail));
        }
        if (report.measured() != null) {
            print(report.measured());
        }
        out.println();
        out.println(report.passed() ? "The package may serve." : "The package may not serve.");
        out.flush();
    }

    private void print(Measurement measured) {
        out.println();
        latency("1 row", measured.oneRow());
        if (measured.fullBatch() == null) {
            out.println("    no batch: a list of one golden row is larger than max_body");
        } else {
            latency(
                    "batch of " + measured.fullBatch().rows(),
                    measured.fullBatch().latency());
        }
        measured.nativeBytes()
                .ifPresent(memory ->
                        out.printf(Locale.ROOT, "    %-12s %s outside the Java heap%n", "memory", bytes(memory)));
        new TreeMap<>(measured.fileBytes())
                .forEach((file, size) -> out.printf(Locale.ROOT, "    %-12s %s%n", bytes(size), file));
    }

    private void latency(String what, Latency latency) {
        out.printf(
                Locale.ROOT,
                "    %-12s p50 %s, p99 %s (%d requests)%n",
                what,
                millis(latency.p50()),
                millis(latency.p99()),
                latency.requests());
    }

    private static String mark(Report.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "ok  ";
            case WARNED -> "note";
            case FAILED -> "FAIL";
        };
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.3f ms", duration.toNanos() / 1e6);
    }

    private static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
    }
}
