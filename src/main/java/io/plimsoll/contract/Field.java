package io.plimsoll.contract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One named value of a request.
 *
 * @param sensitive its value is in no log and no error text
 */
public record Field(
        String name,
        FieldType type,
        Absence absence,
        @Nullable String title,
        @Nullable String unit,
        @Nullable Scalar example,
        boolean sensitive) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    /** Whether the text may name a field: ASCII letters, digits and underscore, at most 64. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public boolean required() {
        return absence instanceof Absence.Required;
    }
}
