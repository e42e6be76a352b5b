package io.plimsoll.lifecycle;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Orders version names from old to new: segments between dots, hyphens and underscores are compared as numbers where
 * both are numbers (1.10.0 after 1.9.0, 2026-11 after 2026-2), else as text; a number comes before text.
 */
public final class VersionOrder implements Comparator<String> {

    public static final VersionOrder OLDEST_FIRST = new VersionOrder();

    private static final Pattern SEPARATOR = Pattern.compile("[._-]");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private VersionOrder() {}

    @Override
    public int compare(String a, String b) {
        String[] left = SEPARATOR.split(a, -1);
        String[] right = SEPARATOR.split(b, -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compareSegments(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.length, right.length);
        // 1.0 and 01.0 are different names; the order must tell them apart.
        return order != 0 ? order : a.compareTo(b);
    }

    private static int compareSegments(String a, String b) {
        boolean numbers = NUMBER.matcher(a).matches();
        if (numbers != NUMBER.matcher(b).matches()) {
            return numbers ? -1 : 1;
        }
        return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
