package io.plimsoll.draft;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Member;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.ListType;
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

    static List<Drafted> of(Placement.Outcome placement, Names names, Remarks remarks) {
        var draft = new InputsDraft(names, remarks);
        placement.placed().forEach(draft::add);
        draft.addLists(placement);
        return draft.drafted;
    }

    private void addLists(Placement.Outcome placement) {
        Column longest = null;
        String first = null;
        for (PlacedList list : placement.lists()) {
            String name = names.field(list.column().name());
            boolean asLong = longest != null && list.column().lengths().equals(longest.lengths());
            Input input = ListDraft.of(name, list, placement.tensors(), asLong ? first : null, remarks);
            drafted.add(new Drafted(input, list.column()));
            if (asLong) {
                remarks.guess(Sources.field(name), "as long as " + first + " in every row");
            }
            if (first == null) {
                first = name;
                longest = list.column();
            }
        }
    }

    private void add(Placed placed) {
        switch (placed.shape()) {
            case Shape.One one -> addOne(placed);
            case Shape.Row row -> addRow(placed, row.width());
            case Shape.Block block -> addVector(placed, block.cells());
            case Shape.Items items when placed.columns().isEmpty() -> addList(placed, items.width());
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
        if (!placed.columns().isEmpty() && placed.columns().getFirst().flat()) {
            addColumns(placed, width);
        } else if (!placed.columns().isEmpty() || width > MOST_NAMED_BY_PLACE) {
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
        Column column = placed.columns().isEmpty() ? null : placed.columns().getFirst();
        ElementType element = placed.value().element();
        Guess cell = column == null ? TypeGuess.of(element) : TypeGuess.of(column.items(), element);
        FieldType type = new VectorType(cells, Field.of("", cell.type(), cell.absence()));
        add(
                column == null ? placed.tensor() : column.name(),
                new Guess(type, new Absence.Required(), cell.remark()),
                new Target.Named(placed.tensor()),
                column);
    }

    /** A list of which nothing but its tensor is known. */
    private void addList(Placed placed, int width) {
        Guess guess = TypeGuess.of(placed.value().element());
        String name = names.field(placed.tensor());
        FieldType item = width == 1 ? guess.type() : new VectorType(width, Field.of("", guess.type(), guess.absence()));
        var type = new ListType(
                ListType.DEFAULT_MIN_ITEMS,
                ListType.DEFAULT_MAX_ITEMS,
                null,
                new ListType.Items.Values(Field.of(name, item, new Absence.Required())));
        var target = new Target.Items(List.of(new Member(new Target.Named(placed.tensor()), null)), null, null);
        drafted.add(new Drafted(new Input(Field.of(name, type, new Absence.Required()), target), null));
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
