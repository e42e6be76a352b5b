package io.plimsoll.draft;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Sources;
import io.plimsoll.contract.VectorType;
import io.plimsoll.draft.Placement.Placed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drafts the fields that fill a graph, out of the columns that were placed. */
final class InputsDraft {

    /** Beside each other, more values than these are no fields with names of their own. */
    private static final int MOST_NAMED_BY_PLACE = 64;

    /**
     * A field and where the data have its values.
     *
     * @param column null where they have none
     */
    record Drafted(Input input, @Nullable Column column) {}

    private final Names names;
    private final Remarks remarks;
    private final List<Drafted> drafted = new ArrayList<>();

    private InputsDraft(Names names, Remarks remarks) {
        this.names = names;
        this.remarks = remarks;
    }

    static List<Drafted> of(List<Placed> placed, Names names, Remarks remarks) {
        var draft = new InputsDraft(names, remarks);
        placed.forEach(draft::add);
        return draft.drafted;
    }

    private void add(Placed placed) {
        switch (placed.shape()) {
            case Shape.One one -> addOne(placed);
            case Shape.Row row -> addRow(placed, row.width());
            case Shape.Block block -> addVector(placed, block.cells());
            case Shape.Items items -> addRow(placed, items.width());
            case Shape.Unclear unclear ->
                remarks.note("Nothing fills the graph's input " + placed.tensor() + ", which is " + placed.value()
                        + ": a constant may, or export it with an axis for rows.");
        }
    }

    private void addOne(Placed placed) {
        Column column = placed.columns().isEmpty() ? null : placed.columns().getFirst();
        Guess guess = column == null
                ? TypeGuess.of(placed.value().element())
                : TypeGuess.of(column, placed.value().element());
        String name =
                add(column == null ? placed.tensor() : column.name(), guess, new Target.Named(placed.tensor()), column);
        remarks.guess(Sources.field(name), placed.remark());
    }

    private void addRow(Placed placed, int width) {
        if (!placed.columns().isEmpty()) {
            addColumns(placed, width);
        } else if (width > MOST_NAMED_BY_PLACE) {
            addVector(placed, width);
        } else {
            for (int place = 0; place < width; place++) {
                Guess guess = TypeGuess.of(placed.value().element());
                add(placed.tensor() + "_" + place, guess, new Target.Grouped(placed.tensor(), place), null);
            }
            remarks.note("The " + width + " columns of " + placed.tensor()
                    + " have no names in the graph; give them names in words of the business.");
        }
    }

    private void addColumns(Placed placed, int width) {
        MatrixGuess fitting = MatrixGuess.of(placed.columns(), placed.value().element(), width);
        MatrixGuess matrix = fitting == null
                ? MatrixGuess.anyWidth(placed.columns(), placed.value().element())
                : fitting;
        int place = 0;
        for (int i = 0; i < matrix.columns().size(); i++) {
            Guess guess = matrix.guesses().get(i);
            Column column = matrix.columns().get(i);
            add(column.name(), guess, new Target.Grouped(placed.tensor(), place), column);
            place += guess.columns();
        }
        remarks.guess(Sources.group(placed.tensor()), placed.remark());
    }

    private void addVector(Placed placed, int cells) {
        Guess cell = TypeGuess.of(placed.value().element());
        FieldType type = new VectorType(cells, Field.of("", cell.type(), new Absence.Required()));
        Column column = placed.columns().isEmpty() ? null : placed.columns().getFirst();
        add(placed.tensor(), new Guess(type, new Absence.Required(), null), new Target.Named(placed.tensor()), column);
    }

    /** Adds a field and returns its name. */
    private String add(String from, Guess guess, Target target, @Nullable Column column) {
        String name = names.field(from);
        drafted.add(new Drafted(new Input(Field.of(name, guess.type(), guess.absence()), target), column));
        if (column != null && !name.equals(column.name())) {
            remarks.comment(Sources.field(name), "the column \"" + column.name() + '"');
        }
        remarks.guess(Sources.field(name), guess.remark());
        return name;
    }
}
