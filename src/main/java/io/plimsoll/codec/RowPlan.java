package io.plimsoll.codec;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import io.plimsoll.prediction.Features;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** A contract made ready for reading rows: from a field's name to its reader without a map and without text. */
final class RowPlan {

    private static final int LONGEST_NAME = 64;
    private static final Violation REQUIRED = new Violation(Rule.REQUIRED, null, "is required");

    private final List<String> names;
    private final PropertyNameMatcher matcher;
    private final FieldReader[] readers;

    /** By field: what stands in for it, or null where nothing does. */
    private final @Nullable DefaultValue[] defaults;

    /** A bit a field that must have a value in the end: the required ones and those with a default. */
    private final long[] needed;

    private final int inputs;
    private final int idField;

    RowPlan(Binding binding) {
        Contract contract = binding.contract();
        List<Field> fields = contract.requestFields();
        names = fields.stream().map(Field::name).toList();
        matcher = JsonSource.FACTORY.constructNameMatcher(
                names.stream().map(Named::fromString).toList(), false);
        inputs = contract.inputs().size();
        idField = contract.request().id() == null
                ? -1
                : names.indexOf(contract.request().id());
        readers = new FieldReader[fields.size()];
        defaults = new DefaultValue[fields.size()];
        needed = new long[(fields.size() + 63) >>> 6];
        for (int i = 0; i < readers.length; i++) {
            Field field = fields.get(i);
            boolean input = i < inputs;
            readers[i] = FieldReader.of(field, input ? i : FieldReader.NO_SLOT, input ? element(binding, i) : null);
            defaults[i] = input ? DefaultValue.of(field) : null;
            if (defaults[i] != null || field.absence() instanceof Absence.Required) {
                needed[i >>> 6] |= 1L << i;
            }
        }
    }

    private static @Nullable ElementType element(Binding binding, int field) {
        for (Binding.InputTensor tensor : binding.inputs()) {
            if (tensor.moves().stream().anyMatch(move -> move.leaf().slot() == field)) {
                return tensor.element();
            }
        }
        return null;
    }

    Features features(int rows) {
        return new Features(inputs, rows);
    }

    RowIntake intake(Features features) {
        return new RowIntake(features, readers.length);
    }

    /** Reads the object whose start the parser stands on, all of its faults at once. */
    RowIntake.RowResult read(JsonParser parser, RowIntake row) {
        row.begin();
        int field;
        while ((field = parser.nextNameMatch(matcher)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (field >= 0) {
                readField(field, parser, row);
            } else if (field == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                readUnknown(parser, row);
            } else {
                throw new StreamReadException(parser, "neither a name nor the end of an object");
            }
        }
        fillAbsent(row);
        return row.end();
    }

    private void readField(int field, JsonParser parser, RowIntake row) {
        if (!row.firstSight(field)) {
            throw new JsonSource.DuplicateKey(parser);
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        row.arrived(field);
        if (field == idField) {
            readId(field, parser, token, row);
        } else {
            readers[field].read(parser, token, row);
        }
    }

    private void readId(int field, JsonParser parser, JsonToken token, RowIntake row) {
        String id = RequestId.json(parser, token, row.number);
        int faults = row.faults();
        readers[field].read(parser, token, row);
        if (row.faults() > faults) {
            return;
        }
        if (id == null) {
            row.refuse(names.get(field), RequestId.VIOLATION);
        } else {
            row.requestId(id);
        }
    }

    private void readUnknown(JsonParser parser, RowIntake row) {
        String name = parser.currentName();
        if (!row.firstSight(name)) {
            throw new JsonSource.DuplicateKey(parser);
        }
        JsonSource.skip(parser, parser.nextToken());
        String shown = shown(name);
        String nearest = row.maySuggest() ? NearestName.among(names, shown) : null;
        row.refuse(
                shown,
                new Violation(
                        Rule.UNKNOWN_FIELD,
                        null,
                        nearest == null
                                ? "is not a field of this model"
                                : "is not a field of this model; did you mean " + nearest + "?"));
    }

    /** A caller's name, made safe for logs and answers. */
    private static String shown(String name) {
        var safe = new StringBuilder(LONGEST_NAME);
        for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
            char c = name.charAt(i);
            safe.append(c < 128 && (Character.isLetterOrDigit(c) || "_-. ".indexOf(c) >= 0) ? c : '?');
        }
        return safe.toString();
    }

    private void fillAbsent(RowIntake row) {
        for (int word = 0; word < needed.length; word++) {
            for (long left = needed[word] & row.absent(word); left != 0; left &= left - 1) {
                int field = (word << 6) + Long.numberOfTrailingZeros(left);
                DefaultValue value = defaults[field];
                if (value == null) {
                    row.refuse(names.get(field), REQUIRED);
                } else {
                    value.put(row.features(), row.row(), field);
                }
            }
        }
    }
}
