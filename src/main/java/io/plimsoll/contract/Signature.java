package io.plimsoll.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX graph takes and gives, as the file declares it.
 *
 * @param inputs name → value, in graph order, those with an initializer included
 * @param outputs name → value, in graph order
 * @param initialized the inputs that have an initializer and may be left out
 * @param supplementary whether its own texts, such as labels, hold characters above U+FFFF
 */
public record Signature(
        Map<String, Value> inputs, Map<String, Value> outputs, Set<String> initialized, boolean supplementary) {

    public Signature {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        initialized = Set.copyOf(initialized);
    }

    /** Of a graph whose own texts, if any, are plain. */
    public Signature(Map<String, Value> inputs, Map<String, Value> outputs, Set<String> initialized) {
        this(inputs, outputs, initialized, false);
    }

    /** The kind of an input or an output. */
    public sealed interface Value {

        /** A dense tensor; an undeclared shape is an empty optional rank, told by {@code ranked}. */
        record Tensor(ElementType element, List<Dimension> shape, boolean ranked) implements Value {

            public Tensor {
                shape = List.copyOf(shape);
            }

            @Override
            public String toString() {
                return element + (ranked ? Dimension.shape(shape) : "[…]");
            }
        }

        /** scikit-learn's ZipMap: one map from label to score a row. */
        record Maps(ElementType key, ElementType score) implements Value {

            @Override
            public String toString() {
                return "sequence of maps from " + key + " to " + score;
            }
        }

        /** Anything else; harmless as an output that the contract does not name. */
        record Other(String description) implements Value {

            @Override
            public String toString() {
                return description;
            }
        }
    }
}
