package io.plimsoll.compatibility;

import io.plimsoll.compatibility.Change.Part;
import io.plimsoll.compatibility.Change.Verdict;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import java.util.List;

/**
 * What a contract changes for the callers of another, seen by one who sends what the first allows and reads what it
 * promised. How the graph is filled and what it is called is no business of callers and not compared; that the same
 * request gets another answer is what a new version is for, and is told only where the contract itself is the cause.
 *
 * @param changes in the order of the first contract: request, answer, limits; empty if callers meet no difference
 */
public record Compatibility(ModelVersion before, ModelVersion after, List<Change> changes) {

    public Compatibility {
        changes = List.copyOf(changes);
    }

    /** Compares two contracts. */
    public static Compatibility between(Contract before, Contract after) {
        var changes = new Changes();
        RequestChanges.compare(changes.in(Part.REQUEST), before, after);
        AnswerChanges.compare(changes.in(Part.ANSWER), before, after);
        LimitChanges.compare(changes.in(Part.LIMITS), before.limits(), after.limits());
        return new Compatibility(before.id(), after.id(), changes.list());
    }

    /** Breaking if any change is. */
    public Verdict verdict() {
        return changes(Verdict.BREAKING).isEmpty() ? Verdict.COMPATIBLE : Verdict.BREAKING;
    }

    /** The changes of one verdict. */
    public List<Change> changes(Verdict verdict) {
        return changes.stream().filter(change -> change.verdict() == verdict).toList();
    }
}
