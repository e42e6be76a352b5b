package io.plimsoll.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A field and the place in the graph's inputs that it fills. */
public record Input(Field field, Target target) {

    /** Where a field's columns go. */
    public sealed interface Target {

        /** The text of a {@code tensor:} key: a whole tensor or a place in one, decided by the graph's own names. */
        record Named(String text) implements Target {}

        /** Columns of a group, counted from 0 in the order of its columns. */
        record Grouped(String tensor, int from) implements Target {}
    }

    private static final Pattern PLACE = Pattern.compile("(.+)\\[(\\d{1,9})(?:\\.\\.(\\d{1,9}))?]");

    /** The name, first and last column of a text such as {@code features[3]} or {@code features[4..6]}. */
    public record Place(String tensor, int first, int last) {

        /** Reads a place, or gives null if the text has no brackets. */
        public static @Nullable Place parse(String text) {
            Matcher matcher = PLACE.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            int first = Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            return new Place(matcher.group(1), first, last);
        }
    }
}
