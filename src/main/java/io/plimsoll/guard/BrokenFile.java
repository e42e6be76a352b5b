package io.plimsoll.guard;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file of the operator says nothing at the start of the service, where nothing else could hold in its place. */
public final class BrokenFile extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    BrokenFile(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
