package io.plimsoll.contract;

import io.plimsoll.contract.Absence.Filler;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A field and the place in the graph's inputs that it fills. */
public record Input(Field field, Target target) {

    /** Where a field's columns go. */
    public sealed interface Target {

        /**
         * The items of a list, each field of which has a place of its own.
         *
         * @param members one a field of the items, in their order
         * @param mask the tensor that is true for an item and false for filling
         * @param lengths the tensor that gets the number of items
         */
        record Items(
                List<Member> members,
                @Nullable String mask,
                @Nullable String lengths) implements Target {

            public Items {
                members = List.copyOf(members);
            }
        }

        /** The text of a {@code tensor:} key: a whole tensor or a place in one, decided by the graph's own names. */
        record Named(String text) implements Target {}

        /** Columns of a group, counted from 0 in the order of its columns. */
        record Grouped(String tensor, int from) implements Target {}
    }

    /**
     * Where a field of a list's items goes.
     *
     * @param target a tensor or a place in one, never items again
     * @param pad what stands behind the end of a shorter list; null where rows of different lengths run apart
     */
    public record Member(Target target, @Nullable Filler pad) {}

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
