package io.plimsoll.store;

import io.plimsoll.store.Store.Reading;
import io.plimsoll.store.StoreException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Proves, on a key that nobody uses, that a store creates an object once: one that does not would let two writers win.
 */
public final class CreateOnce {

    private static final String FOLDER = ".scratch/";

    private CreateOnce() {}

    /**
     * Tries it.
     *
     * @throws StoreException {@link Fault#UNFIT} if the store replaces what is there; otherwise as the store says
     */
    public static void prove(Store store) throws StoreException {
        String key = FOLDER + UUID.randomUUID();
        byte[] first = "first".getBytes(StandardCharsets.UTF_8);
        byte[] second = "second".getBytes(StandardCharsets.UTF_8);
        // What this answers says nothing: an answer may be lost, and the call be made again.
        store.create(key, first);
        boolean replaced = store.create(key, second);
        boolean kept = store.read(key, first.length + second.length, null) instanceof Reading.Found(byte[] bytes, var _)
                && Arrays.equals(bytes, first);
        store.delete(key);
        if (replaced || !kept) {
            throw new StoreException(
                    Fault.UNFIT,
                    store
                            + " does not keep what is there when it is asked to create it (If-None-Match: *), so nothing is"
                            + " written to it: two writers could both win");
        }
    }
}
