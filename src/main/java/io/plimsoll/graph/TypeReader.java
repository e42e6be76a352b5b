package io.plimsoll.graph;

import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Signature.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads ONNX's {@code TypeProto}: what kind of value an input or an output is. */
final class TypeReader {

    /** What scikit-learn's ZipMap answers, by the name that its element has in ONNX. */
    private static final Map<String, Value> MAPS = Map.of(
            "map(string, tensor(float))", new Value.Maps(ElementType.STRING, ElementType.FLOAT),
            "map(int64, tensor(float))", new Value.Maps(ElementType.INT64, ElementType.FLOAT));

    private final Wire wire;
    private Value value = new Value.Other("undefined");

    private TypeReader(Wire wire) {
        this.wire = wire;
    }

    /** The type that the wire stands at. */
    static Value read(Wire wire) throws IOException {
        var reader = new TypeReader(wire);
        wire.message(reader::member);
        return reader.value;
    }

    private void member(int field) throws IOException {
        switch (field) {
            case 1 -> value = tensor();
            case 4 -> {
                String element = element(1);
                Value maps = MAPS.get(element);
                value = maps == null ? new Value.Other("sequence(" + element + ")") : maps;
            }
            case 5 -> value = new Value.Other(map());
            case 7 -> {
                wire.skip();
                value = new Value.Other("opaque");
            }
            case 8 -> value = new Value.Other("sparse_" + name(tensor()));
            case 9 -> value = new Value.Other("optional(" + element(1) + ")");
            default -> wire.skip();
        }
    }

    private Value tensor() throws IOException {
        var type = new Object() {
            TensorType element = TensorType.UNDEFINED;

            @Nullable
            List<Dimension> shape;
        };
        wire.message(field -> {
            switch (field) {
                case 1 -> type.element = TensorType.of(wire.number());
                case 2 -> type.shape = shape();
                default -> wire.skip();
            }
        });
        ElementType element = type.element.element();
        if (element == null) {
            return new Value.Other("tensor(" + type.element + ")");
        }
        List<Dimension> shape = type.shape;
        return new Value.Tensor(element, shape == null ? List.of() : shape, shape != null);
    }

    private List<Dimension> shape() throws IOException {
        var shape = new ArrayList<Dimension>();
        wire.message(field -> {
            if (field == 1) {
                wire.charge(0);
                shape.add(dimension());
            } else {
                wire.skip();
            }
        });
        return shape;
    }

    private Dimension dimension() throws IOException {
        var axis = new Object() {
            long size = -1;

            @Nullable
            String name;
        };
        wire.message(field -> {
            switch (field) {
                // Older converters write any negative number for "not known".
                case 1 -> axis.size = Math.max(-1, wire.number());
                case 2 -> axis.name = wire.name();
                default -> wire.skip();
            }
        });
        String name = axis.name;
        return axis.size >= 0 || name == null || name.isEmpty()
                ? new Dimension(axis.size)
                : new Dimension(axis.size, name);
    }

    private String map() throws IOException {
        var map = new Object() {
            TensorType key = TensorType.UNDEFINED;
            String element = "undefined";
        };
        wire.message(field -> {
            switch (field) {
                case 1 -> map.key = TensorType.of(wire.number());
                case 2 -> map.element = name(read(wire));
                default -> wire.skip();
            }
        });
        return "map(" + map.key + ", " + map.element + ")";
    }

    private String element(int number) throws IOException {
        String[] element = {"undefined"};
        wire.message(field -> {
            if (field == number) {
                element[0] = name(read(wire));
            } else {
                wire.skip();
            }
        });
        return element[0];
    }

    private static String name(Value value) {
        return switch (value) {
            case Value.Tensor tensor -> "tensor(" + tensor.element() + ")";
            case Value.Maps maps -> "sequence(map(" + maps.key() + ", tensor(" + maps.score() + ")))";
            case Value.Other other -> other.description();
        };
    }
}
