package io.plimsoll.compatibility;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Reasons;
import io.plimsoll.contract.Results.Reasons.Sign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what two contracts say about why an answer is what it is. */
final class ExplanationChanges {

    private ExplanationChanges() {}

    static void compare(Changes at, Contract before, Contract after) {
        compareContributions(at.at("contributions"), before, after);
        compareReasons(at.at("reasons"), before, after);
    }

    private static void compareContributions(Changes at, Contract before, Contract after) {
        Contributions old = before.results().contributions();
        Contributions now = after.results().contributions();
        if (old == null || now == null) {
            at.comesOrGoes(old, now);
            return;
        }
        at.unit(old.unit(), now.unit());
        // A field that is gone altogether is told as such.
        Set<String> unread = after.request().context().stream().map(Field::name).collect(Collectors.toSet());
        for (Field field : before.inputFields()) {
            if (unread.contains(field.name())) {
                at.at(field.name()).breaking("is gone");
            }
        }
    }

    private static void compareReasons(Changes at, Contract before, Contract after) {
        Reasons old = before.results().reasons();
        Reasons now = after.results().reasons();
        if (old == null || now == null) {
            at.comesOrGoes(old, now);
            return;
        }
        if (old.top() != now.top()) {
            at.add(now.top() > old.top(), "are up to " + now.top() + " now, were up to " + old.top());
        }
        if (old.sign() != now.sign()) {
            at.add(old.sign() != Sign.BOTH, "are " + said(now.sign()) + " now, were " + said(old.sign()));
        }
        compareCodes(at, codes(before), codes(after));
    }

    /** Codes are for programs, and a new one is unknown to them; texts are for people. */
    private static void compareCodes(Changes at, Map<String, String> before, Map<String, String> after) {
        var added = new ArrayList<String>(after.keySet());
        added.removeAll(before.keySet());
        if (!added.isEmpty()) {
            at.breaking("may have the code " + Changes.named(added) + " now");
        }
        before.forEach((code, text) -> {
            String now = after.get(code);
            if (now == null) {
                at.compatible("never have the code " + Changes.named(Set.of(code)) + " any more");
            } else if (!now.equals(text)) {
                at.compatible("have another text for the code " + Changes.named(Set.of(code)));
            }
        });
    }

    private static Map<String, String> codes(Contract contract) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (Field field : contract.inputFields()) {
            Reason reason = field.reason();
            if (reason != null) {
                codes.put(reason.code(), reason.text());
            }
        }
        return codes;
    }

    private static String said(Sign sign) {
        return switch (sign) {
            case POSITIVE -> "positive contributions";
            case NEGATIVE -> "negative contributions";
            case BOTH -> "all contributions";
        };
    }
}
