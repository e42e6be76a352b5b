package io.plimsoll.release;

import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hint at the newest record of every model, in one object that each append overwrites: a replica asks one question in
 * place of one for each model. It may be late or wrong, and then costs time and nothing else.
 *
 * @param revisions model → revision
 */
record Head(Map<String, Long> revisions) {

    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Head {
        revisions = Map.copyOf(revisions);
    }

    /**
     * The hint, if it is another than the one that is known.
     *
     * @param tag of the hint that is known, or null
     * @throws StoreException if the store cannot be read
     */
    static @Nullable Tagged read(Store store, @Nullable String tag) throws StoreException {
        return switch (store.read(Repository.HEAD, MOST_BYTES, tag)) {
            case Store.Reading.Found(byte[] bytes, String found) -> new Tagged(parse(bytes), found);
            case Store.Reading.Unchanged(), Store.Reading.Absent() -> null;
        };
    }

    /** A hint with the tag of the object that it was read from. */
    record Tagged(Head head, String tag) {}

    private static Head parse(byte[] bytes) {
        try {
            return new Head(JSON.readValue(bytes, new TypeReference<Map<String, Long>>() {}));
        } catch (JacksonException | NullPointerException e) {
            // A hint that says nothing.
            return new Head(Map.of());
        }
    }

    /** What the hint says; nothing where it cannot be a hint, so that the next writer mends it. */
    private static Map<String, Long> known(Store store) throws StoreException {
        try {
            Tagged known = read(store, null);
            return known == null ? Map.of() : known.head().revisions();
        } catch (StoreException e) {
            if (e.fault() == Fault.UNFIT) {
                return Map.of();
            }
            throw e;
        }
    }

    /**
     * Makes the hint say that a model's log is at a record. Two writers at once may lose one of their hints.
     *
     * @throws StoreException if the store cannot be written
     */
    static void point(Store store, String model, ReleaseRecord release) throws StoreException {
        var revisions = new TreeMap<>(known(store));
        if (release.operation().equals(Changes.RESET)) {
            // The log may have been longer before a restore.
            revisions.put(model, release.revision());
        } else {
            revisions.merge(model, release.revision(), Math::max);
        }
        store.put(Repository.HEAD, JSON.writeValueAsBytes(revisions));
    }
}
