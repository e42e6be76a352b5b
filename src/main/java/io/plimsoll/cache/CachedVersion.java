package io.plimsoll.cache;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A version on a cache volume, with the files of its manifest, each checked in this process; it stays until closed. */
public final class CachedVersion implements AutoCloseable {

    private final Path folder;
    private final Runnable drop;
    private final AtomicBoolean closed = new AtomicBoolean();

    CachedVersion(Path folder, Runnable drop) {
        this.folder = folder;
        this.drop = drop;
    }

    /** The folder with the files, and {@code manifest.json}; nobody writes to it. */
    public Path folder() {
        return folder;
    }

    /** Lets it be evicted, unless it is protected or held elsewhere; the second time does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            drop.run();
        }
    }
}
