package io.plimsoll.guard;

import java.io.Serial;

/** Nobody knows who sent a request. */
final class Unidentified extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final Denial denial;
    private final String reason;

    /**
     * A request of somebody unknown.
     *
     * @param reason in a few words of ours
     */
    Unidentified(Denial denial, String reason) {
        super(reason, null, false, false);
        this.denial = denial;
        this.reason = reason;
    }

    Denial denial() {
        return denial;
    }

    String reason() {
        return reason;
    }
}
