package io.plimsoll.draft;

import io.plimsoll.contract.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data in columns with names.
 *
 * @param unread what of the file was not read, and why; null if all was
 */
record Table(List<Column> columns, int rows, @Nullable String unread) {

    /** No data at all. */
    static final Table NONE = new Table(List.of(), 0, null);

    Table {
        columns = List.copyOf(columns);
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private Column needed(String name) throws Undraftable {
        return column(name)
                .orElseThrow(
                        () -> new Undraftable("the data have no column " + name + NearestName.hint(names(), name)));
    }

    /** The columns with these names, which somebody asked for, in the order of the names. */
    List<Column> needed(Collection<String> names) throws Undraftable {
        var needed = new ArrayList<Column>();
        for (String name : names) {
            needed.add(needed(name));
        }
        return needed;
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
