package io.plimsoll.lifecycle;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
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

    private static Contract contract(Form form, Limits limits, Contract.Origin origin) {
        return new Contract(
                new ModelVersion("m", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                Request.NONE,
                List.of(),
                List.of(),
                new Results(List.of(new Results.Result("y", "out", form, null, null)), null, null, null, null),
                limits,
                1,
                Contract.Samples.DEFAULT,
                origin);
    }
}
