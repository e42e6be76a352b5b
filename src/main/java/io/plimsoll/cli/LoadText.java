package io.plimsoll.cli;

import io.plimsoll.load.Tally.Kind;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what a load did as people like to read it. */
final class LoadText {

    private static final int MOST_SHOWN = 160;

    private final PrintWriter out;
    private final LoadReport report;

    LoadText(PrintWriter out, LoadReport report) {
        this.out = out;
        this.report = report;
    }

    void print() {
        out.printf(Locale.ROOT, "%s at %s%n", report.model().version(), report.service());
        out.printf(
                Locale.ROOT,
                "%,d requests a second for %,d s after %,d s of warm-up, at most %,d connections, %,d golden rows in turn%n",
                report.pace().perSecond(),
                report.pace().time().toSeconds(),
                report.pace().warmUp().toSeconds(),
                report.pace().connections(),
                report.rows());
        if (report.stopped()) {
            out.printf(
                    Locale.ROOT, "stopped after %.1f s%n", report.sent().time().toNanos() / 1e9);
        }
        out.println();
        counts();
        latencies();
        notes();
        out.flush();
    }

    private void counts() {
        // What is right comes first.
        report.tally().kinds().forEach((name, kind) -> count(kind.right(), name, kind));
        report.tally().kinds().forEach((name, kind) -> count(!kind.right(), name, kind));
        if (report.sent().missed() > 0) {
            count(true, "never sent", new Kind(report.sent().missed(), false, "all connections waited for answers"));
        }
        out.printf(
                Locale.ROOT,
                "  a second: %.1f due, %.1f sent, %.1f answered rightly%n",
                report.perSecond(report.sent().due()),
                report.perSecond(report.sent().sent()),
                report.perSecond(report.tally().latencies().count()));
        out.println();
    }

    private void count(boolean wanted, String name, Kind kind) {
        if (wanted) {
            String example = shown(kind.example());
            out.printf(
                    Locale.ROOT,
                    "  %-22s %,9d  %5.1f %%%s%n",
                    name,
                    kind.count(),
                    100.0 * kind.count() / report.sent().due(),
                    example.isEmpty() ? "" : "  " + example);
        }
    }

    private void latencies() {
        if (report.tally().latencies().count() == 0) {
            out.println("  nothing was answered rightly, so there is no latency to tell");
            return;
        }
        Baseline baseline = report.baseline();
        out.printf(
                Locale.ROOT, "  latency     service%s%n", baseline == null ? "" : "     baseline   service / baseline");
        latency("p50", report.millis(0.5), baseline == null ? null : baseline.p50());
        latency("p90", report.millis(0.9), null);
        latency("p99", report.millis(0.99), baseline == null ? null : baseline.p99());
        latency("max", report.millis(1), null);
    }

    private void latency(String name, double millis, @Nullable Double baseline) {
        out.printf(
                Locale.ROOT,
                "  %-6s %9.3f ms%s%n",
                name,
                millis,
                baseline == null ? "" : String.format(Locale.ROOT, " %9.3f ms   %18.1f", baseline, millis / baseline));
    }

    private void notes() {
        out.println();
        if (report.baseline() == null) {
            out.println("  note: the repository has no baseline of this version; publish measures one");
        } else {
            out.println(
                    "  note: the baseline is one row at a time within the process that published the version, without"
                            + " HTTP and on its machine");
        }
        if (report.tally().count(AnswerJudge.RATE_LIMITED) > 0) {
            rateLimited();
        }
        if (report.tally().count(AnswerJudge.OTHER_VERSION) > 0) {
            out.println("  note: another version took over meanwhile, whose answers were not compared");
        }
        if (report.sent().missed() > 0) {
            out.println("  note: the service answers too slowly for this rate, or --connections are too few");
        }
    }

    private void rateLimited() {
        Double cap = report.model().cap();
        out.printf(
                Locale.ROOT,
                "  note: the caller's own limit was met, which says nothing of what the service can do: a caller may"
                        + " ask for %s a second%s, or what its key says%n",
                number(report.model().perSecond()),
                cap == null ? "" : ", all callers together for " + number(cap));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%s", value);
    }

    /** What others said, on one line and not too long. */
    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "…" : plain;
    }
}
