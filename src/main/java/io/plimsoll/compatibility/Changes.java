package io.plimsoll.compatibility;

import io.plimsoll.compatibility.Change.Part;
import io.plimsoll.compatibility.Change.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects changes, and knows the place that is being compared: each {@code at} is the same list at another place. */
final class Changes {

    private static final int MOST_NAMED = 10;

    private final List<Change> list;
    private final Part part;
    private final String path;

    Changes() {
        this(new ArrayList<>(), Part.REQUEST, "");
    }

    private Changes(List<Change> list, Part part, String path) {
        this.list = list;
        this.part = part;
        this.path = path;
    }

    /** The whole of a part. */
    Changes in(Part other) {
        return new Changes(list, other, "");
    }

    /** The member of this name, of the request or answer itself or of what stands at this place. */
    Changes at(String name) {
        return new Changes(list, part, path.isEmpty() ? name : path + '.' + name);
    }

    /** Each item of the list or vector at this place. */
    Changes atItems() {
        return new Changes(list, part, path + "[]");
    }

    void breaking(String text) {
        add(true, text);
    }

    void compatible(String text) {
        add(false, text);
    }

    void add(boolean breaks, String text) {
        list.add(new Change(part, path, breaks ? Verdict.BREAKING : Verdict.COMPATIBLE, text));
    }

    /** A part of the answer that is in one contract only. */
    void comesOrGoes(@Nullable Object before, @Nullable Object after) {
        if (before == null && after != null) {
            compatible("is new");
        } else if (before != null && after == null) {
            breaking("is gone");
        }
    }

    /** A unit that is said for the first time changes no number; one that is no longer said promises nothing. */
    void unit(@Nullable String before, @Nullable String after) {
        if (before == null && after != null) {
            compatible("says its unit now: " + after);
        } else if (before != null && !before.equals(after)) {
            breaking("is in " + (after == null ? "no stated unit" : after) + " now, was in " + before);
        }
    }

    List<Change> list() {
        return List.copyOf(list);
    }

    /** The values, texts in quotes; of many the first ones and how many more. */
    static String named(Collection<?> values) {
        String first = values.stream()
                .limit(MOST_NAMED)
                .map(value -> value instanceof String text ? '"' + text + '"' : value.toString())
                .collect(Collectors.joining(", "));
        int more = values.size() - MOST_NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
