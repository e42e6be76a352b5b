package io.plimsoll.codec;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import io.plimsoll.prediction.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JsonParser;

/** A contract made ready for reading rows. */
final class RequestPlan {

    private final ObjectPlan row;
    private final List<EqualLengths> equalLengths;
    private final int inputs;
    private final int fields;
    private final int recordFields;

    RequestPlan(Binding binding) {
        Contract contract = binding.contract();
        List<Field> all = contract.requestFields();
        inputs = contract.inputs().size();
        fields = all.size();
        recordFields = all.stream().mapToInt(RequestPlan::recordFields).max().orElse(0);
        var readers = new ArrayList<FieldReader>();
        for (int i = 0; i < fields; i++) {
            readers.add(reader(binding, all.get(i), i));
        }
        row = new ObjectPlan(readers, IntStream.range(0, fields).toArray());
        equalLengths = equalLengths(contract.inputFields());
    }

    private FieldReader reader(Binding binding, Field field, int place) {
        FieldReader reader = place < inputs
                ? FieldReader.of(field, Destination.SLOT, Elements.of(binding, place), 0)
                : FieldReader.of(field, Destination.NOWHERE, Elements.NONE, 0);
        return field.name().equals(binding.contract().request().id()) ? new IdReader(field, reader) : reader;
    }

    private static int recordFields(Field field) {
        return field.type() instanceof ListType list ? list.items().fields().size() : 0;
    }

    private static List<EqualLengths> equalLengths(List<Field> inputs) {
        List<String> names = inputs.stream().map(Field::name).toList();
        var pairs = new ArrayList<EqualLengths>();
        for (int slot = 0; slot < inputs.size(); slot++) {
            if (inputs.get(slot).type() instanceof ListType list && list.sameLengthAs() != null) {
                pairs.add(new EqualLengths(
                        slot, names.get(slot), names.indexOf(list.sameLengthAs()), list.sameLengthAs()));
            }
        }
        return pairs;
    }

    Features features(int rows) {
        return new Features(inputs, rows);
    }

    RowIntake intake(Features features, Limits limits) {
        // As many cells as a body could spell out, a byte a value at the very least.
        return new RowIntake(features, fields, recordFields, limits.maxBodyBytes());
    }

    /** Reads the object whose start the parser stands on, all of its faults at once. */
    RowIntake.RowResult read(JsonParser parser, RowIntake intake) {
        intake.begin();
        row.read(parser, intake, intake.ofRow, 0);
        for (int i = 0; i < equalLengths.size(); i++) {
            equalLengths.get(i).check(intake);
        }
        return intake.end();
    }

    /** Two lists that must hold as many items each. */
    private record EqualLengths(int slot, String name, int otherSlot, String otherName) {

        /** Says nothing where one of the lists has a fault of its own, or is not there. */
        void check(RowIntake intake) {
            Features features = intake.features();
            int row = intake.row();
            if (!features.missing(row, slot)
                    && !features.missing(row, otherSlot)
                    && features.items(row, slot) != features.items(row, otherSlot)) {
                intake.refuse(name, new Violation(Rule.ITEMS, null, "must hold as many items as " + otherName));
            }
        }
    }
}
