package io.plimsoll.cli;

import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.release.ReleaseRecord;
import java.io.PrintWriter;
import java.util.List;

/** Tells people of releases: one line a record, and what became of a wish. */
final class ReleaseText {

    private ReleaseText() {}

    /** Prints what became of a wish, and returns the exit code. */
    static int tell(PrintWriter out, String model, ReleaseDesk.Outcome outcome) {
        return switch (outcome) {
            case ReleaseDesk.Outcome.Written(ReleaseRecord release) -> {
                out.println(model + " " + release.stable().version() + " serves from " + release.activateAt()
                        + " (revision " + release.revision() + ")");
                out.flush();
                yield CommandLineDoor.DONE;
            }
            case ReleaseDesk.Outcome.Conflict(String reason) -> refused(out, List.of(reason));
            case ReleaseDesk.Outcome.Refused(var reasons) -> refused(out, reasons);
        };
    }

    static int refused(PrintWriter out, List<String> reasons) {
        out.println("Nothing was changed:");
        reasons.forEach(reason -> out.println("  - " + reason));
        out.flush();
        return CommandLineDoor.REFUSED;
    }

    static String line(ReleaseRecord release) {
        return String.format(
                "%6d  %s  %-9s %-16s by %s: %s",
                release.revision(),
                release.time(),
                release.operation(),
                release.stable().version(),
                release.actor(),
                release.reason());
    }
}
