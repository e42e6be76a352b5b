package io.plimsoll.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A JSON value that a test makes, whose parts can be told apart so that one of them can be written differently. */
sealed interface Sent {

    /** A value with nothing inside, or one that is written as a whole. */
    final class Value implements Sent {

        private final String json;

        Value(String json) {
            this.json = json;
        }

        String json() {
            return json;
        }
    }

    /** A list. */
    record Items(List<Sent> items) implements Sent {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** An object. */
    record Members(Map<String, Sent> members) implements Sent {

        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /**
     * Another text for one part.
     *
     * @param json null where the part, a member of an object, is left out
     */
    record Instead(Sent part, @Nullable String json) {

        // Parts that are equal stand at other places.
        @SuppressWarnings("ReferenceEquality")
        private boolean isOf(Sent other) {
            return part == other;
        }
    }

    /** The JSON, with space and an order of members that mean nothing. */
    default String json(Random random, @Nullable Instead instead) {
        if (instead != null && instead.isOf(this) && instead.json != null) {
            return instead.json;
        }
        return switch (this) {
            case Value value -> value.json();
            case Items(List<Sent> items) ->
                joined(
                        random,
                        "[",
                        items.stream().map(item -> item.json(random, instead)).toList(),
                        "]");
            case Members(Map<String, Sent> members) -> {
                var texts = new ArrayList<String>();
                members.forEach((name, value) -> {
                    if (instead == null || !instead.isOf(value) || instead.json != null) {
                        texts.add('"' + name + "\":" + RandomJson.space(random) + value.json(random, instead));
                    }
                });
                Collections.shuffle(texts, random);
                yield joined(random, "{", texts, "}");
            }
        };
    }

    private static String joined(Random random, String start, List<String> parts, String end) {
        String comma = RandomJson.space(random) + ',' + RandomJson.space(random);
        return start + RandomJson.space(random) + String.join(comma, parts) + RandomJson.space(random) + end;
    }
}
