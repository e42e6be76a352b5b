package io.plimsoll.api;

import java.io.Serial;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A JSON object that is being put together; its members stay in the order in which they came. */
final class JsonObject extends LinkedHashMap<String, Object> {

    @Serial
    private static final long serialVersionUID = 1;

    /** Adds a member, or nothing where there is no value. */
    JsonObject with(String name, @Nullable Object value) {
        if (value != null) {
            put(name, value);
        }
        return this;
    }

    /** A schema of this type; the caller adds what else holds. */
    static JsonObject ofType(String type) {
        return new JsonObject().with("type", type);
    }
}
