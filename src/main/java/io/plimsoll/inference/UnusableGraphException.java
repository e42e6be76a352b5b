package io.plimsoll.inference;

import java.io.Serial;

/** ONNX Runtime cannot load a graph; the message says why in a sentence for the graph's author. */
public final class UnusableGraphException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableGraphException(String message) {
        super(message);
    }
}
