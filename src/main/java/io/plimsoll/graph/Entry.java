package io.plimsoll.graph;

import java.io.IOException;

/** ONNX's pair of texts: of metadata, or of what locates external data. */
record Entry(String key, String value) {

    /** The pair that the wire stands at. */
    static Entry read(Wire wire) throws IOException {
        String[] pair = {"", ""};
        wire.message(field -> {
            switch (field) {
                case 1 -> pair[0] = wire.name();
                case 2 -> pair[1] = wire.excerpt();
                default -> wire.skip();
            }
        });
        return new Entry(pair[0], pair[1]);
    }

    void show(String where, Disclosures disclosures) {
        disclosures.look(where + " ('" + key + "')", value);
    }
}
