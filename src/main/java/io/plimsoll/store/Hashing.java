package io.plimsoll.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The SHA-256 of bytes that come one after the other, computed on a thread of its own: while one buffer is hashed, its
 * owner fills the other. For one owner.
 */
final class Hashing implements AutoCloseable {

    /** Large enough that handing a buffer over costs nothing beside hashing it. */
    private static final int BUFFER = 1 << 18;

    private final MessageDigest sha256 = Manifest.sha256();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("plimsoll-hash").daemon().factory());
    private ByteBuffer filling = ByteBuffer.allocate(BUFFER);
    private ByteBuffer hashed = ByteBuffer.allocate(BUFFER);
    private Future<?> hash = CompletableFuture.completedFuture(null);

    /** Where the next bytes are to be put, from its position; there is always room for one. */
    ByteBuffer room() {
        return filling;
    }

    /** So many bytes were put there. */
    void took(int count) throws InterruptedException {
        filling.position(filling.position() + count);
        if (!filling.hasRemaining()) {
            handOver();
        }
    }

    private void handOver() throws InterruptedException {
        await();
        ByteBuffer full = filling.flip();
        filling = hashed.clear();
        hashed = full;
        hash = thread.submit(() -> sha256.update(full));
    }

    private void await() throws InterruptedException {
        try {
            hash.get();
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
    }

    /** The digest of all bytes, as 64 hexadecimal digits in lower case; nothing can be put in after it. */
    String digest() throws InterruptedException {
        handOver();
        await();
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Waits for the buffer that is being hashed. */
    @Override
    public void close() {
        thread.close();
    }
}
