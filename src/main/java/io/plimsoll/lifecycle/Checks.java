package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Report.Check;
import io.plimsoll.lifecycle.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the checks of one verification in the order in which they run. */
final class Checks {

    private final List<Check> list = new ArrayList<>();

    /** A check went well; warnings, if any, are for the owner. */
    void passed(String name, String summary, List<String> warnings) {
        list.add(new Check(name, warnings.isEmpty() ? Verdict.PASSED : Verdict.WARNED, summary, warnings));
    }

    /** A check went wrong; nothing that comes after it is looked at. */
    void failed(String name, String summary, List<String> reasons) {
        list.add(new Check(name, Verdict.FAILED, summary, reasons));
    }

    /** Notes how a check ended, and returns whether it found no problems. */
    boolean settled(String name, String wrong, List<String> problems, String right) {
        if (problems.isEmpty()) {
            passed(name, right, List.of());
        } else {
            failed(name, wrong, problems);
        }
        return problems.isEmpty();
    }

    Report report(@Nullable ModelVersion id) {
        return new Report(id, list, null);
    }

    /** "1 row", "2 rows". */
    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
