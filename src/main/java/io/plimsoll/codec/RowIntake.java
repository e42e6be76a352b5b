package io.plimsoll.codec;

import io.plimsoll.contract.Violation;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been read of one body so far; one thread's, and used for one body only. */
final class RowIntake {

    /** More faults of one row than this help nobody, and a hostile body could hold any number of them. */
    private static final int MOST_PROBLEMS = 100;

    /** Looking for the nearest name takes much longer than reading a field, so that a body gets only so many. */
    private static final int MOST_SUGGESTIONS = 32;

    final NumberText number = new NumberText();

    private final Features features;
    private final long[] seen;
    private final long[] present;
    private final Set<String> unknown = new HashSet<>(0);
    private List<RowProblem> problems = List.of();
    private int faults;
    private @Nullable String requestId;
    private int suggestions;
    private int row;

    RowIntake(Features features, int fields) {
        this.features = features;
        this.seen = new long[(fields + 63) >>> 6];
        this.present = new long[seen.length];
    }

    void begin() {
        row = features.addRow();
        Arrays.fill(seen, 0);
        Arrays.fill(present, 0);
        if (!unknown.isEmpty()) {
            unknown.clear();
        }
        problems = List.of();
        faults = 0;
        requestId = null;
    }

    /** Ends the row: a row with a fault leaves nothing in the features. */
    RowResult end() {
        if (!problems.isEmpty()) {
            features.dropRow();
        }
        return new RowResult(requestId, problems);
    }

    /** Notes that the field was named, and tells whether it was for the first time. */
    boolean firstSight(int field) {
        long bit = 1L << field;
        boolean first = (seen[field >>> 6] & bit) == 0;
        seen[field >>> 6] |= bit;
        return first;
    }

    boolean firstSight(String unknownName) {
        return unknown.add(unknownName);
    }

    /** Notes that the field has a value, right or wrong. */
    void arrived(int field) {
        present[field >>> 6] |= 1L << field;
    }

    /** Of 64 fields, those that have no value. */
    long absent(int word) {
        return ~present[word];
    }

    Features features() {
        return features;
    }

    int row() {
        return row;
    }

    /** All faults of the row so far, also those that were too many to be kept. */
    int faults() {
        return faults;
    }

    boolean maySuggest() {
        return suggestions++ < MOST_SUGGESTIONS;
    }

    void requestId(@Nullable String json) {
        requestId = json;
    }

    void refuse(String field, Violation violation) {
        faults++;
        if (problems.isEmpty()) {
            problems = new ArrayList<>();
        }
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(RowProblem.of(field, violation));
        }
    }

    /** A row as it was read: its faults, or none. */
    record RowResult(@Nullable String requestId, List<RowProblem> problems) {

        boolean valid() {
            return problems.isEmpty();
        }
    }
}
