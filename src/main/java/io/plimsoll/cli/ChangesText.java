package io.plimsoll.cli;

import io.plimsoll.compatibility.Change;
import io.plimsoll.compatibility.Change.Verdict;
import io.plimsoll.compatibility.Compatibility;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a version changes for callers as people like to read it: what breaks comes first. */
final class ChangesText {

    private static final int WIDEST_PATH = 40;

    private ChangesText() {}

    static String write(Compatibility compatibility) {
        var text = new StringBuilder("From " + compatibility.before() + " to " + compatibility.after() + "\n\n");
        int width = compatibility.changes().stream()
                .mapToInt(change -> change.path().length())
                .max()
                .orElse(0);
        for (Verdict verdict : List.of(Verdict.BREAKING, Verdict.COMPATIBLE)) {
            List<Change> changes = compatibility.changes(verdict);
            if (!changes.isEmpty()) {
                text.append("  ").append(heading(verdict)).append('\n');
                changes.forEach(change -> text.append(line(change, Math.min(width, WIDEST_PATH))));
                text.append('\n');
            }
        }
        return text.append(conclusion(compatibility)).toString();
    }

    static String refused(Map<Path, List<String>> reasons) {
        var text = new StringBuilder();
        reasons.forEach((place, list) -> {
            text.append(place).append(" has no contract that can be read:\n");
            list.forEach(reason -> text.append("  - ").append(reason).append('\n'));
        });
        return text.append("\nNothing was compared.").toString();
    }

    private static String line(Change change, int width) {
        return String.format(Locale.ROOT, "    %-7s  %-" + width + "s  ", change.part(), change.path())
                + change.text()
                + '\n';
    }

    private static String heading(Verdict verdict) {
        return switch (verdict) {
            case BREAKING -> "BREAKING";
            case COMPATIBLE -> "compatible";
        };
    }

    private static String conclusion(Compatibility compatibility) {
        int all = compatibility.changes().size();
        int breaking = compatibility.changes(Verdict.BREAKING).size();
        String callers = "callers of " + compatibility.before();
        if (all == 0) {
            return "Compatible: nothing changes for " + callers + ".";
        }
        return breaking == 0
                ? "Compatible: " + callers + " may stay as they are."
                : "Breaking: " + breaking + " of " + all + (all == 1 ? " change" : " changes")
                        + (breaking == 1 ? " breaks " : " break ") + callers + ".";
    }
}
