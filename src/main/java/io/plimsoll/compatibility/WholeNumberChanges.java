package io.plimsoll.compatibility;

import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/** Compares the whole numbers that a field takes, a range or a list of them, with what it takes afterwards. */
final class WholeNumberChanges {

    private WholeNumberChanges() {}

    static void compare(Changes at, IntegerType before, IntegerType after) {
        if (!before.values().isEmpty()) {
            refused(at, before, number -> after.violation(number) == null);
            wider(at, before, after);
        } else if (after.values().isEmpty()) {
            Bounds.of(before).compare(at, "", Bounds.of(after));
        } else if (!covers(after, before)) {
            at.breaking("takes only " + Changes.named(allowed(after)) + " now");
        }
    }

    /** Every whole number is a number, so what matters is the range. */
    static void compare(Changes at, IntegerType before, NumberType after) {
        at.compatible("is of type number now, was integer: whole numbers are taken as before");
        if (before.values().isEmpty()) {
            Bounds.of(before).compare(at, "", Bounds.of(after));
        } else {
            refused(at, before, number -> after.violation((double) number) == null);
        }
    }

    private static void refused(Changes at, IntegerType before, LongPredicate taken) {
        List<Long> refused = before.values().stream()
                .filter(number -> before.violation(number) == null && !taken.test(number))
                .toList();
        if (!refused.isEmpty()) {
            at.breaking("does not take " + Changes.named(refused) + " any more");
        }
    }

    private static void wider(Changes at, IntegerType before, IntegerType after) {
        if (after.values().isEmpty()) {
            if (!covers(before, after)) {
                at.compatible("takes other numbers than " + Changes.named(allowed(before)) + " now");
            }
            return;
        }
        Set<Long> more = allowed(after);
        more.removeAll(allowed(before));
        if (!more.isEmpty()) {
            at.compatible("takes " + Changes.named(more) + " too");
        }
    }

    /** Whether a list of numbers holds a whole range; a range with more numbers than the list is not walked. */
    private static boolean covers(IntegerType list, IntegerType range) {
        if (range.min() == null || range.max() == null) {
            return false;
        }
        long steps = range.max() - range.min();
        if (steps < 0 || steps >= list.values().size()) {
            return false;
        }
        Set<Long> allowed = allowed(list);
        for (long number = range.min(); number - range.min() <= steps; number++) {
            if (!allowed.contains(number)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Long> allowed(IntegerType type) {
        var allowed = new LinkedHashSet<>(type.values());
        allowed.removeIf(number -> type.violation(number) != null);
        return allowed;
    }
}
