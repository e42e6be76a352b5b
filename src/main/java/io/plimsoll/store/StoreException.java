package io.plimsoll.store;

import java.io.IOException;
import java.io.Serial;

/** A store did not do what it was asked; the message says why, for operators. */
public final class StoreException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /**
     * A failure.
     *
     * @param fault its kind
     */
    public StoreException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** A failure that nothing else caused. */
    public StoreException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What kind of failure it is. */
    public enum Fault {
        /** No answer, or one that says "later": the same call may go through in a while. */
        AWAY,
        /** The store knows who asks, or does not, and refuses: somebody must change a right, a key or a clock. */
        DENIED,
        /** Another object stands under the key than the one that was asked for. */
        CHANGED,
        /** The object or its name cannot be what was asked for; asking again helps nobody. */
        UNFIT
    }

    public Fault fault() {
        return fault;
    }
}
