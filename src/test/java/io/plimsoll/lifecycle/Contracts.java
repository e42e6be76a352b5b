package io.plimsoll.lifecycle;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import java.util.List;
import java.util.Map;

/** Contracts with one result {@code y} and no inputs, which fakes answer without reading. */
final class Contracts {

    private Contracts() {}

    static Contract of(Form form) {
        return of(form, Limits.DEFAULT);
    }

    static Contract of(Form form, Limits limits) {
        return contract(form, limits, Contract.Origin.WRITTEN);
    }

    /** Limits on rows and bytes, the others as always. */
    static Limits limits(int maxRows, int maxBodyBytes) {
        return new Limits(
                Limits.DEFAULT.timeout(), Limits.DEFAULT.ratePerSecond(), maxRows, maxBodyBytes, Limits.DEFAULT.p95());
    }

    static Contract synthesised(Form form) {
        return contract(form, Limits.DEFAULT, Contract.Origin.SYNTHESISED);
    }

    /** A contract with one list of numbers. */
    static Contract withList(String name, int minItems) {
        var items = new ListType.Items.Values(Field.of(name, new NumberType(null, null), new Absence.Required()));
        var field = Field.of(name, new ListType(minItems, 10, null, items), new Absence.Required());
        var target = new Input.Target.Items(List.of(new Input.Member(new Input.Target.Named(name), null)), null, null);
        return contract(
                List.of(new Input(field, target)), new Form.Number(null), Limits.DEFAULT, Contract.Origin.WRITTEN);
    }

    private static Contract contract(Form form, Limits limits, Contract.Origin origin) {
        return contract(List.of(), form, limits, origin);
    }

    private static Contract contract(List<Input> inputs, Form form, Limits limits, Contract.Origin origin) {
        return new Contract(
                new ModelVersion("m", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                Request.NONE,
                inputs,
                List.of(),
                new Results(List.of(new Results.Result("y", "out", form, null, null)), null, null, null, null),
                limits,
                1,
                Contract.Samples.DEFAULT,
                origin);
    }
}
