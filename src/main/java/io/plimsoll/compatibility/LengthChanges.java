package io.plimsoll.compatibility;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.ListType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares which lists must be as long as each other; which of them says so is no business of callers. */
final class LengthChanges {

    private LengthChanges() {}

    static void compare(Changes request, List<Field> before, List<Field> after) {
        Map<String, ListType> old = lists(before);
        Map<String, ListType> now = lists(after);
        old.forEach((name, list) -> {
            String other = list.sameLengthAs();
            if (other != null && now.containsKey(name) && !together(now, name, other)) {
                request.at(name).compatible("need not have as many items as " + other + " any more");
            }
        });
        Set<String> known = before.stream().map(Field::name).collect(Collectors.toSet());
        for (Field field : after) {
            // What is new and required, or was no list, breaks callers as it is.
            boolean told = old.containsKey(field.name()) || (!known.contains(field.name()) && !field.required());
            if (told
                    && field.type() instanceof ListType list
                    && list.sameLengthAs() != null
                    && !together(old, field.name(), list.sameLengthAs())) {
                request.at(field.name()).breaking("must have as many items as " + list.sameLengthAs() + " now");
            }
        }
    }

    private static Map<String, ListType> lists(List<Field> fields) {
        Map<String, ListType> lists = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.type() instanceof ListType list) {
                lists.put(field.name(), list);
            }
        }
        return lists;
    }

    /** Whether two lists can be of one length only, because one names the other, even by way of a third. */
    private static boolean together(Map<String, ListType> lists, String one, String other) {
        return last(lists, one).equals(last(lists, other));
    }

    /** The list at the end of those that each name the next. */
    private static String last(Map<String, ListType> lists, String name) {
        ListType list = lists.get(name);
        return list == null || list.sameLengthAs() == null ? name : last(lists, list.sameLengthAs());
    }
}
