package io.plimsoll.compatibility;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares fields by their names: those of a request, or those of the records of a list. */
final class FieldChanges {

    private FieldChanges() {}

    static void compare(Changes at, List<Field> before, List<Field> after) {
        Map<String, Field> news = byName(after);
        for (Field field : before) {
            Field now = news.remove(field.name());
            if (now == null) {
                at.at(field.name()).breaking("is gone: a request that sends it is refused");
            } else {
                compare(at.at(field.name()), field, now);
            }
        }
        for (Field field : news.values()) {
            if (field.required()) {
                at.at(field.name()).breaking("is new and required");
            } else {
                at.at(field.name()).compatible("is new and optional" + standsIn(field.absence()));
            }
        }
    }

    static void compare(Changes at, Field before, Field after) {
        TypeChanges.compare(at, before.type(), after.type());
        at.unit(before.unit(), after.unit());
        compare(at, before.absence(), after.absence());
        if (before.sensitive() != after.sensitive()) {
            at.compatible(
                    after.sensitive()
                            ? "is sensitive now: its value is kept out of logs and errors"
                            : "is not sensitive any more: its value may stand in logs and errors");
        }
    }

    private static void compare(Changes at, Absence before, Absence after) {
        boolean wasRequired = before instanceof Absence.Required;
        if (after instanceof Absence.Required) {
            if (!wasRequired) {
                at.breaking("is required now, was optional");
            }
        } else if (wasRequired) {
            at.compatible("is optional now" + standsIn(after));
        } else if (!said(before).equals(said(after))) {
            at.compatible("counts as " + said(after) + " now where it is left out, was " + said(before)
                    + ": such answers may change");
        }
    }

    private static String standsIn(Absence absence) {
        return absence instanceof Absence.Optional ? "" : "; left out, it counts as " + said(absence);
    }

    private static String said(Absence absence) {
        return switch (absence) {
            case Absence.Required() -> throw new IllegalArgumentException("nothing stands in for a required field");
            case Absence.Optional() -> "nothing";
            case Absence.Default(Scalar value) -> said(value);
            case Absence.Empty() -> "an empty list";
            case Absence.Missing(Filler filler) -> "missing (" + said(filler) + ")";
        };
    }

    private static String said(Scalar value) {
        return switch (value) {
            case Scalar.Whole(long whole) -> Long.toString(whole);
            case Scalar.Real(double real) -> Numbers.plain(real);
            case Scalar.Flag(boolean flag) -> Boolean.toString(flag);
            case Scalar.Text(String text) -> '"' + text + '"';
        };
    }

    private static String said(Filler filler) {
        return switch (filler) {
            case Filler.Nan() -> "nan";
            case Filler.Zeros() -> "zeros";
            case Filler.Number(double number) -> Numbers.plain(number);
            case Filler.Word(String word) -> '"' + word + '"';
        };
    }

    private static Map<String, Field> byName(List<Field> fields) {
        Map<String, Field> map = LinkedHashMap.newLinkedHashMap(fields.size());
        fields.forEach(field -> map.put(field.name(), field));
        return map;
    }
}
