package io.plimsoll.routing;

/** The right to use a version until it is given back, once, by {@link #close}; used by one thread at a time. */
public final class Lease implements AutoCloseable {

    private final ServedVersion version;
    private boolean open = true;

    Lease(ServedVersion version) {
        this.version = version;
    }

    public ServedVersion version() {
        return version;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            version.giveBack();
        }
    }
}
