package io.plimsoll.codec;

import io.plimsoll.contract.Field;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the field that names the row for its caller: what its type allows, if it may be answered as well. */
final class IdReader extends FieldReader {

    private final FieldReader value;

    /** @param value reads the field as any other */
    IdReader(Field field, FieldReader value) {
        super(field, value.destination());
        this.value = value;
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        String id = RequestId.json(parser, token, row.number);
        int faults = row.faults();
        value.read(parser, token, row, at);
        if (row.faults() > faults) {
            return;
        }
        if (id == null) {
            refuse(row, RequestId.VIOLATION);
        } else {
            row.requestId(id);
        }
    }
}
