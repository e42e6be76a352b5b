package io.plimsoll.contract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One named value of a request.
 *
 * @param sensitive its value is in no log and no error text
 * @param reason what it is called where it is a reason for an answer
 */
public record Field(
        String name,
        FieldType type,
        Absence absence,
        @Nullable String title,
        @Nullable String unit,
        @Nullable Scalar example,
        boolean sensitive,
        @Nullable Reason reason) {

    /** A field that says nothing but what must be said. */
    public static Field of(String name, FieldType type, Absence absence) {
        return new Field(name, type, absence, null, null, null, false, null);
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    /** Whether the text may name a field: ASCII letters, digits and underscore, at most 64. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The same field under another name. */
    public Field named(String other) {
        return new Field(other, type, absence, title, unit, example, sensitive, reason);
    }

    /** The same field of another type. */
    public Field withType(FieldType other) {
        return new Field(name, other, absence, title, unit, example, sensitive, reason);
    }

    /** The same field, kept out of logs and error texts: what a sensitive list holds. */
    public Field asSensitive() {
        return new Field(name, type, absence, title, unit, example, true, reason);
    }

    public boolean required() {
        return absence instanceof Absence.Required;
    }
}
