package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NearestName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees to it that a list of the same length as another names one, in no circle, and that their bounds agree. */
final class SameLengths {

    private final Map<String, Keys> keys = new HashMap<>();

    /** Remembers where a list stands, even one with problems of its own. */
    void met(String list, Keys where) {
        keys.put(list, where);
    }

    /** The same inputs; a list that says nothing of its bounds has those of the list that it names. */
    List<Input> settled(List<Input> inputs) {
        Map<String, ListType> lists = new LinkedHashMap<>();
        for (Input input : inputs) {
            if (input.field().type() instanceof ListType list) {
                lists.put(input.field().name(), list);
            }
        }
        return inputs.stream().map(input -> settled(input, lists)).toList();
    }

    private Input settled(Input input, Map<String, ListType> lists) {
        Field field = input.field();
        if (!(field.type() instanceof ListType list) || list.sameLengthAs() == null) {
            return input;
        }
        ListType other = last(field.name(), list.sameLengthAs(), lists);
        Keys own = keys.get(field.name());
        if (other == null || own == null) {
            return input;
        }
        if (own.has("min_items") || own.has("max_items")) {
            checkBounds(field.name(), list, other);
            return input;
        }
        var type = new ListType(other.minItems(), other.maxItems(), list.sameLengthAs(), list.items());
        return new Input(field.withType(type), input.target());
    }

    /** The list at the end of the names, which names no other; null, with a problem, if there is none. */
    private @Nullable ListType last(String list, String first, Map<String, ListType> lists) {
        Set<String> path = new LinkedHashSet<>(List.of(list));
        String name = first;
        while (path.add(name)) {
            ListType other = lists.get(name);
            if (other == null) {
                // A list with problems of its own is not missed as well.
                if (name.equals(first) && !keys.containsKey(name)) {
                    problem(list, "no list among the inputs is named " + name + NearestName.hint(lists.keySet(), name));
                }
                return null;
            }
            if (other.sameLengthAs() == null) {
                return other;
            }
            name = other.sameLengthAs();
        }
        problem(list, "the lists name each other in a circle: " + String.join(", ", path) + ", " + name);
        return null;
    }

    private void checkBounds(String list, ListType own, ListType other) {
        if (own.minItems() > other.maxItems() || own.maxItems() < other.minItems()) {
            problem(
                    list,
                    "it has " + own.minItems() + " to " + own.maxItems() + " items and the other " + other.minItems()
                            + " to " + other.maxItems() + ", so no request fits both");
        }
    }

    private void problem(String list, String text) {
        Keys own = keys.get(list);
        if (own != null) {
            own.problem("same_length_as", "same_length_as: " + text);
        }
    }
}
