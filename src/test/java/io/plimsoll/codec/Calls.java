package io.plimsoll.codec;

import io.plimsoll.contract.Limits;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.RowSelection;
import java.nio.charset.StandardCharsets;

/** Makes calls for tests. */
final class Calls {

    static final Deadline DEADLINE = new Deadline(1_000_000_000);

    private Calls() {}

    static Call single(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8), Call.Form.SINGLE, RowSelection.ALL);
    }

    static Call batch(String body) {
        return batch(body, Limits.DEFAULT);
    }

    static Call batch(String body, Limits limits) {
        return of(body.getBytes(StandardCharsets.UTF_8), Call.Form.BATCH, RowSelection.ALL, limits);
    }

    static Call of(byte[] body, Call.Form form, RowSelection rows) {
        return of(body, form, rows, Limits.DEFAULT);
    }

    private static Call of(byte[] body, Call.Form form, RowSelection rows, Limits limits) {
        return new Call(
                body,
                body.length,
                form,
                rows,
                limits,
                DEADLINE,
                "tester",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                Call.Origin.CALLER);
    }
}
