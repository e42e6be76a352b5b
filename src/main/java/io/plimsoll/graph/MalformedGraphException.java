package io.plimsoll.graph;

import java.io.IOException;
import java.io.Serial;

/** Ends the reading of bytes that are no ONNX model; it never leaves this package. */
final class MalformedGraphException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedGraphException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
