package io.plimsoll.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Objects under keys with slashes, in a folder or in a bucket; it lists, reads and writes them, and never interprets.
 * Safe for use by many threads. Each call ends within a bounded time; the bytes of {@link #open} have a bound for each
 * read instead.
 *
 * <p>What keeps a store from answering is a {@link StoreException}, which says whether to try again.
 */
public interface Store extends AutoCloseable {

    /**
     * The names of the folders directly below a place.
     *
     * @param prefix empty, or a path that ends in a slash
     */
    Listing folders(String prefix);

    /** All keys below a place, at any depth, as they follow the prefix. */
    Listing objects(String prefix);

    /**
     * The whole of a small object.
     *
     * @param known the tag of an earlier reading, or null; the same object is not read again
     * @throws StoreException if it cannot be read or is larger than {@code mostBytes}
     */
    Reading read(String key, int mostBytes, @Nullable String known) throws StoreException;

    /**
     * The bytes of an object of any size; the caller closes.
     *
     * @param from the first byte wanted
     * @param tag of the object that must still be there, or null for any
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws StoreException if it cannot be read, or another object stands there by now
     */
    Content open(String key, long from, @Nullable String tag) throws IOException;

    /**
     * Creates an object unless one of that key is there; whether it did. Of several at once, one does. Where an answer
     * is lost and the call repeated, the object may be this call's own although the result is false: read it to know.
     */
    boolean create(String key, byte[] bytes) throws StoreException;

    /** Puts an object in place of whatever was there. */
    void put(String key, byte[] bytes) throws StoreException;

    /**
     * Creates an object of a file unless one of that key is there; whether it did, as {@link #create} says.
     *
     * @throws IOException if the file cannot be read
     */
    boolean upload(String key, Path file) throws IOException;

    /** Removes an object; none is as good. */
    void delete(String key) throws StoreException;

    /** What time it is by the store's own clock. */
    Instant time() throws StoreException;

    /** How far the store's clock is ahead of this machine's by its last answer, or null where it has not told. */
    @Nullable
    Duration ahead();

    @Override
    void close();

    /** What a reading found. */
    sealed interface Reading {

        /**
         * An object.
         *
         * @param tag names these bytes among all that stood under the key
         */
        record Found(byte[] bytes, String tag) implements Reading {}

        /** The object that is known already. */
        record Unchanged() implements Reading {}

        /** Nothing. */
        record Absent() implements Reading {}
    }

    /**
     * Bytes on their way.
     *
     * @param tag names the object among all that stood under the key
     */
    record Content(InputStream bytes, String tag) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
