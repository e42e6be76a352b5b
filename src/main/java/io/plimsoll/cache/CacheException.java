package io.plimsoll.cache;

import java.io.IOException;
import java.io.Serial;

/** The cache volume did not do what it was asked; the message says why, for operators. */
public final class CacheException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    CacheException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    CacheException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What kind of failure it is. */
    public enum Fault {
        /** There is no room: by the bound of the volume, or on the disk below it. */
        FULL,
        /** Nothing can be written, and what is asked for is not there. */
        READ_ONLY,
        /** The disk failed in another way. */
        DISK
    }

    public Fault fault() {
        return fault;
    }
}
