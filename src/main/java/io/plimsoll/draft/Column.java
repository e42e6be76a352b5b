package io.plimsoll.draft;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The values that a table has under one name, a row each. */
record Column(String name, List<Cell> cells) {

    /** What the values of a column are. */
    enum Kind {
        /** None is there. */
        NOTHING,
        NUMBERS,
        FLAGS,
        /** Texts, or texts among numbers or flags. */
        WORDS,
        LISTS,
        RECORDS,
        /** Lists or records among other values. */
        MIXED
    }

    /** As Python sorts texts, and so as pandas numbers its categories; Java would sort by UTF-16. */
    private static final Comparator<String> BY_CODE_POINT = (a, b) -> {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return Arrays.compare(left, right);
    };

    Column {
        cells = List.copyOf(cells);
    }

    Kind kind() {
        var kinds = new LinkedHashSet<Kind>();
        present().forEach(cell -> kinds.add(kind(cell)));
        if (kinds.isEmpty()) {
            return Kind.NOTHING;
        }
        if (kinds.size() == 1) {
            return kinds.iterator().next();
        }
        return kinds.contains(Kind.LISTS) || kinds.contains(Kind.RECORDS) ? Kind.MIXED : Kind.WORDS;
    }

    private static Kind kind(Cell cell) {
        return switch (cell) {
            case Cell.Missing missing -> Kind.NOTHING;
            case Cell.Word word -> Kind.WORDS;
            case Cell.Number number -> Kind.NUMBERS;
            case Cell.Flag flag -> Kind.FLAGS;
            case Cell.Items items -> Kind.LISTS;
            case Cell.Members members -> Kind.RECORDS;
        };
    }

    /** Whether a row has nothing under the name. */
    boolean gaps() {
        return cells.stream().anyMatch(Cell.Missing.class::isInstance);
    }

    Stream<Cell> present() {
        return cells.stream().filter(cell -> !(cell instanceof Cell.Missing));
    }

    /** Whether all values are whole numbers; a column without a value says nothing. */
    boolean whole() {
        return kind() == Kind.NUMBERS
                && present().allMatch(cell -> cell instanceof Cell.Number number && number.whole());
    }

    /** Whether all values are 0 or 1. */
    boolean bits() {
        return whole()
                && present()
                        .allMatch(cell -> cell instanceof Cell.Number number
                                && (number.value().signum() == 0
                                        || number.value().compareTo(BigDecimal.ONE) == 0));
    }

    /** The different values as texts, sorted. */
    NavigableSet<String> words() {
        var words = new TreeSet<>(BY_CODE_POINT);
        present().forEach(cell -> words.add(cell.written()));
        return words;
    }

    /** Whether its values stand alone, so that they fit into a CSV file. */
    boolean flat() {
        return switch (kind()) {
            case NOTHING, NUMBERS, FLAGS, WORDS -> true;
            case LISTS, RECORDS, MIXED -> false;
        };
    }

    /** All that stands in the lists of a column, as if it were a column of its own. */
    Column items() {
        var all = new ArrayList<Cell>();
        present().forEach(cell -> {
            if (cell instanceof Cell.Items items) {
                all.addAll(items.list());
            }
        });
        return new Column(name, all);
    }

    /** What the records of a column have under a name. */
    Column member(String member) {
        return new Column(
                member,
                present()
                        .map(cell -> cell instanceof Cell.Members members
                                ? members.byName().getOrDefault(member, Cell.Missing.CELL)
                                : Cell.Missing.CELL)
                        .toList());
    }

    /** The names that the records of a column have, in the order in which they come up. */
    List<String> members() {
        var names = new LinkedHashSet<String>();
        present().forEach(cell -> {
            if (cell instanceof Cell.Members members) {
                names.addAll(members.byName().keySet());
            }
        });
        return List.copyOf(names);
    }

    /** How many items each row has, 0 where there is no list. */
    List<Integer> lengths() {
        return cells.stream()
                .map(cell -> cell instanceof Cell.Items items ? items.list().size() : 0)
                .toList();
    }
}
