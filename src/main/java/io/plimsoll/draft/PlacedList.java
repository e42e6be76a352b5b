package io.plimsoll.draft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column whose rows hold lists, and the graph inputs that the items fill.
 *
 * @param members graph input → what fills it from left to right: members of records, or the items themselves
 * @param mask the graph input that tells items from filling, or null
 * @param lengths the graph input that gets the number of items, or null
 * @param remark what is guessed, or null
 */
record PlacedList(
        Column column,
        Map<String, List<Column>> members,
        @Nullable String mask,
        @Nullable String lengths,
        @Nullable String remark) {

    PlacedList {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A list that fills no mask and no lengths. */
    static PlacedList of(Column column, Map<String, List<Column>> members, @Nullable String remark) {
        return new PlacedList(column, members, null, null, remark);
    }

    /** A list all of whose items go into one tensor. */
    static PlacedList whole(Column column, String tensor, @Nullable String remark) {
        Column items = column.items();
        List<Column> columns = items.kind() == Column.Kind.RECORDS
                ? items.members().stream().map(items::member).toList()
                : List.of(items);
        return of(column, Map.of(tensor, columns), remark);
    }

    PlacedList with(@Nullable String itsMask, @Nullable String itsLengths) {
        return new PlacedList(column, members, itsMask, itsLengths, remark);
    }
}
