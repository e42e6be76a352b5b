package io.plimsoll.draft;

import io.plimsoll.contract.ElementType;
import io.plimsoll.draft.Column.Kind;
import io.plimsoll.draft.Guess.Coding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How columns of the data fill a matrix from left to right: words as codes where every column fills one place, else as
 * columns of their own where only so the widths add up.
 *
 * @param columns those that fill it, in the order of the data
 * @param guesses one a column
 */
record MatrixGuess(List<Column> columns, List<Guess> guesses) {

    /** More columns of words than these are not tried in every combination. */
    private static final int MOST_TRIED = 16;

    MatrixGuess {
        columns = List.copyOf(columns);
        guesses = List.copyOf(guesses);
    }

    /** The columns that fill so many places, or null if they cannot. */
    static @Nullable MatrixGuess of(List<Column> columns, ElementType element, int width) {
        List<Column> worded =
                columns.stream().filter(column -> isWorded(column, element)).toList();
        int more = width - columns.size();
        if (more == 0) {
            return coded(columns, element, Set.of(), Coding.CODE);
        }
        Map<String, Integer> words = new LinkedHashMap<>();
        worded.forEach(column -> words.put(column.name(), column.words().size()));
        int all = words.values().stream().mapToInt(count -> count - 1).sum();
        if (all == more) {
            return coded(columns, element, words.keySet(), Coding.ONE_HOT);
        }
        if (all - words.size() == more) {
            return coded(columns, element, words.keySet(), Coding.ONE_HOT_BUT_FIRST);
        }
        Set<String> only = onlyChoice(words, more);
        return only == null ? null : coded(columns, element, only, Coding.ONE_HOT);
    }

    /**
     * The columns whose words, each in a column, fill so many columns more than codes; null if no or many choices do.
     */
    private static @Nullable Set<String> onlyChoice(Map<String, Integer> words, int more) {
        if (words.size() > MOST_TRIED) {
            return null;
        }
        List<String> columns = List.copyOf(words.keySet());
        int[] fitting = IntStream.range(1, 1 << columns.size())
                .filter(choice -> more
                        == chosen(columns, choice)
                                .mapToInt(column -> words.getOrDefault(column, 1) - 1)
                                .sum())
                .limit(2)
                .toArray();
        return fitting.length == 1 ? chosen(columns, fitting[0]).collect(Collectors.toSet()) : null;
    }

    /** The columns whose bits are set. */
    private static Stream<String> chosen(List<String> columns, int bits) {
        return IntStream.range(0, columns.size())
                .filter(place -> (bits >> place & 1) == 1)
                .mapToObj(columns::get);
    }

    /** All of the columns, whatever their widths add up to. */
    static MatrixGuess anyWidth(List<Column> columns, ElementType element) {
        return new MatrixGuess(
                columns,
                columns.stream().map(column -> TypeGuess.of(column, element)).toList());
    }

    private static boolean isWorded(Column column, ElementType element) {
        return element.numeric()
                && column.kind() == Kind.WORDS
                && column.words().size() > 1;
    }

    /** The columns, some of whose words are coded in another way than by codes. */
    private static MatrixGuess coded(List<Column> columns, ElementType element, Set<String> some, Coding coding) {
        var guesses = new ArrayList<Guess>();
        for (Column column : columns) {
            guesses.add(
                    some.contains(column.name())
                            ? Guess.coded(List.copyOf(column.words()), coding, column.gaps(), element.floating())
                            : TypeGuess.of(column, element));
        }
        return new MatrixGuess(columns, guesses);
    }

    int width() {
        return guesses.stream().mapToInt(Guess::columns).sum();
    }
}
