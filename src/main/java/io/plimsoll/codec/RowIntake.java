package io.plimsoll.codec;

import io.plimsoll.contract.Violation;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been read of one body so far; one thread's, and used for one body only. */
final class RowIntake {

    /** More faults of one row than this help nobody, and a hostile body could hold any number of them. */
    private static final int MOST_PROBLEMS = 100;

    /** Looking for the nearest name takes much longer than reading a field, so that a body gets only so many. */
    private static final int MOST_SUGGESTIONS = 32;

    final NumberText number = new NumberText();
    final Path path = new Path();

    /** Of the record that is being read; there are none inside records. */
    final Sightings ofRecord;

    final Sightings ofRow;

    private final Features features;
    private final int mostCells;
    private List<RowProblem> problems = List.of();
    private int faults;
    private @Nullable String requestId;
    private int suggestions;
    private int row;

    /**
     * Nothing read yet.
     *
     * @param fields of a row
     * @param recordFields of the record that has the most
     * @param mostCells that the items of all lists may take
     */
    RowIntake(Features features, int fields, int recordFields, int mostCells) {
        this.features = features;
        this.ofRow = new Sightings(fields);
        this.ofRecord = new Sightings(recordFields);
        this.mostCells = mostCells;
    }

    void begin() {
        row = features.addRow();
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

    Features features() {
        return features;
    }

    int row() {
        return row;
    }

    /** Whether there is room for so many cells more: an item of few bytes may take many. */
    boolean hasRoom(int cells) {
        return cells <= mostCells - features.cells();
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

    /** Notes a fault of the field of that name, or of the item that is being read if the name is empty. */
    void refuse(String field, Violation violation) {
        faults++;
        if (problems.isEmpty()) {
            problems = new ArrayList<>();
        }
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(RowProblem.of(path.to(field), violation));
        }
    }

    /** A row as it was read: its faults, or none. */
    record RowResult(@Nullable String requestId, List<RowProblem> problems) {

        boolean valid() {
            return problems.isEmpty();
        }
    }
}
