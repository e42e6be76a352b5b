package io.plimsoll.draft;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Member;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.contract.Sources;
import io.plimsoll.contract.VectorType;
import io.plimsoll.draft.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Drafts one list: what an item is, and where it goes. No item is padded, so lists of different lengths run apart. */
final class ListDraft {

    private final String name;
    private final PlacedList placed;
    private final Map<String, Value.Tensor> tensors;
    private final Remarks remarks;
    private final Names names = new Names();
    private final List<Field> fields = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    private ListDraft(String name, PlacedList placed, Map<String, Value.Tensor> tensors, Remarks remarks) {
        this.name = name;
        this.placed = placed;
        this.tensors = tensors;
        this.remarks = remarks;
    }

    /**
     * The list as an input.
     *
     * @param asLongAs the list beside it that is as long in every row, or null
     */
    static Input of(
            String name,
            PlacedList placed,
            Map<String, Value.Tensor> tensors,
            @Nullable String asLongAs,
            Remarks remarks) {
        var draft = new ListDraft(name, placed, tensors, remarks);
        boolean records = placed.column().items().kind() == Kind.RECORDS;
        ListType.Items items = records ? draft.records() : draft.values();
        int fixed = draft.fixedLength();
        var type = new ListType(
                fixed < 0 ? ListType.DEFAULT_MIN_ITEMS : fixed,
                fixed < 0 ? ListType.DEFAULT_MAX_ITEMS : fixed,
                asLongAs,
                items);
        remarks.guess(Sources.field(name), placed.remark());
        if (placed.mask() != null || placed.lengths() != null) {
            remarks.guess(Sources.field(name), "what tells its items from filling, by the name");
        }
        return new Input(
                Field.of(name, type, new Absence.Required()),
                new Target.Items(draft.members, placed.mask(), placed.lengths()));
    }

    private ListType.Items records() {
        placed.members().forEach((tensor, columns) -> {
            ElementType element = tensor(tensor).element();
            int width = ListPlacement.itemWidth(tensor(tensor));
            if (width == 1) {
                Column column = columns.getFirst();
                add(column, TypeGuess.of(column, element), new Target.Named(tensor));
                return;
            }
            MatrixGuess fitting = MatrixGuess.of(columns, element, width);
            MatrixGuess matrix = fitting == null ? MatrixGuess.anyWidth(columns, element) : fitting;
            int place = 0;
            for (int i = 0; i < columns.size(); i++) {
                Guess guess = matrix.guesses().get(i);
                add(columns.get(i), guess, new Target.Grouped(tensor, place));
                place += guess.columns();
            }
        });
        return new ListType.Items.Records(fields);
    }

    private void add(Column column, Guess guess, Target target) {
        String member = names.field(column.name());
        fields.add(Field.of(member, guess.type(), guess.absence()));
        members.add(new Member(target, null));
        remarks.guess(Sources.field(name + '.' + member), guess.remark());
    }

    private ListType.Items values() {
        Map.Entry<String, List<Column>> only =
                placed.members().entrySet().iterator().next();
        String tensor = only.getKey();
        Column items = only.getValue().getFirst();
        int width = ListPlacement.itemWidth(tensor(tensor));
        ElementType element = tensor(tensor).element();
        members.add(new Member(new Target.Named(tensor), null));
        Guess guess = TypeGuess.of(width > 1 || items.kind() == Kind.LISTS ? items.items() : items, element);
        remarks.guess(Sources.field(name), guess.remark());
        FieldType type = width > 1 ? new VectorType(width, Field.of("", guess.type(), guess.absence())) : guess.type();
        return new ListType.Items.Values(Field.of(name, type, width > 1 ? new Absence.Required() : guess.absence()));
    }

    /** The number of items that a tensor takes, or -1 where the graph leaves it open. */
    private int fixedLength() {
        return placed.members().keySet().stream()
                .map(tensor -> tensor(tensor).shape().get(1))
                .filter(axis -> !axis.open())
                .mapToInt(axis -> (int) axis.size())
                .findFirst()
                .orElse(-1);
    }

    private Value.Tensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name));
    }
}
