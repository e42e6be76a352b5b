package io.plimsoll.contract;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that somebody probably meant. */
public final class NearestName {

    private static final int LONGEST = 64;

    private NearestName() {}

    /**
     * The known name with the fewest typing errors between it and the given one, letter case aside, or null if none is
     * near: a third of the letters may differ, at most three. Texts over 64 characters are near to nothing, so that the
     * price stays bounded.
     */
    public static @Nullable String among(Collection<String> known, String name) {
        if (name.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int fewest = Math.min(3, Math.max(1, name.length() / 3)) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - name.length()) >= fewest) {
                continue;
            }
            int errors = errors(candidate.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (errors < fewest) {
                fewest = errors;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** The end of an error text: {@code "; did you mean age?"}, or nothing where no name is near. */
    public static String hint(Collection<String> known, String name) {
        String nearest = among(known, name);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
    private static int errors(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
