package io.plimsoll.contract;

import io.plimsoll.contract.Signature.Value;
import io.plimsoll.yaml.Contracts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** What graphs declare, for tests. */
final class Signatures {

    /** An open axis. */
    static final long N = -1;

    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();

    /** A graph with the output that {@link Contracts#OUTPUTS} asks for. */
    static Signatures graph() {
        return new Signatures().output("score", tensor(ElementType.FLOAT, N, 1));
    }

    /** A graph with one input that contracts made by {@link Contracts#withOutputs} fill. */
    static Signatures scoring() {
        return new Signatures().input("age", tensor(ElementType.FLOAT, N, 1));
    }

    static Value.Tensor tensor(ElementType element, long... shape) {
        return new Value.Tensor(
                element, LongStream.of(shape).mapToObj(Dimension::new).toList(), true);
    }

    static Value.Tensor unranked(ElementType element) {
        return new Value.Tensor(element, List.of(), false);
    }

    Signatures input(String name, Value value) {
        inputs.put(name, value);
        return this;
    }

    Signatures output(String name, Value value) {
        outputs.put(name, value);
        return this;
    }

    Signature signature(String... initialized) {
        return new Signature(inputs, outputs, Set.of(initialized));
    }
}
