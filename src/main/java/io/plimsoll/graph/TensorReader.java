package io.plimsoll.graph;

import io.plimsoll.graph.Scope.Truth;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads ONNX's {@code TensorProto} but for its weights: its name, where its bytes lie, and a truth if it is one. */
final class TensorReader {

    private static final int EXTERNAL = 1;

    private final Wire wire;
    private final Disclosures disclosures;
    private final Map<String, String> keys = new HashMap<>();
    private String name = "";
    private String description = "";
    private TensorType type = TensorType.UNDEFINED;
    private long elements = 1;
    private boolean outside;
    private int values;
    private boolean value;

    private TensorReader(Wire wire, Disclosures disclosures) {
        this.wire = wire;
        this.disclosures = disclosures;
    }

    /**
     * A tensor as read.
     *
     * @param truth what it says if it is a single boolean
     * @param external where its bytes lie, unless they are in the file of the graph
     */
    record Tensor(String name, Truth truth, @Nullable ExternalData external) {}

    /** The tensor that the wire stands at. */
    static Tensor read(Wire wire, Disclosures disclosures) throws IOException {
        var reader = new TensorReader(wire, disclosures);
        wire.message(reader::field);
        disclosures.look("the description of '" + reader.name + "'", reader.description);
        return new Tensor(reader.name, reader.truth(), reader.outside ? reader.external() : null);
    }

    private void field(int number) throws IOException {
        switch (number) {
            case 1 -> wire.numbers(size -> elements = product(elements, size));
            case 2 -> type = TensorType.of(wire.number());
            case 5 -> wire.numbers(this::value);
            case 6 -> wire.words();
            case 8 -> name = wire.name();
            case 9 -> {
                Wire.Raw raw = wire.raw();
                values += raw.length();
                value = raw.first() != 0;
            }
            case 12 -> description = wire.excerpt();
            case 13 -> {
                Entry entry = Entry.read(wire);
                wire.charge(entry.value().length());
                keys.put(entry.key(), entry.value());
            }
            case 14 -> outside = wire.number() == EXTERNAL;
            case 16 -> Entry.read(wire).show("the metadata of '" + name + "'", disclosures);
            default -> wire.skip();
        }
    }

    private void value(long number) {
        values++;
        value = number != 0;
    }

    private Truth truth() {
        if (type != TensorType.BOOL || outside || elements != 1 || values != 1) {
            return Truth.COMPUTED;
        }
        return value ? Truth.TRUE : Truth.FALSE;
    }

    private ExternalData external() throws MalformedGraphException {
        long offset = number("offset", 0);
        long length = number("length", type.bytes(elements));
        return new ExternalData(name, keys.getOrDefault("location", ""), offset, length);
    }

    private long number(String key, long absent) throws MalformedGraphException {
        String text = keys.get(key);
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedGraphException("has external data whose " + key + " is no number: '" + name + "'");
        }
    }

    /** The product, or more than any file holds. */
    private static long product(long elements, long size) {
        long high = Math.multiplyHigh(elements, size);
        long low = elements * size;
        return size < 0 || high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }
}
