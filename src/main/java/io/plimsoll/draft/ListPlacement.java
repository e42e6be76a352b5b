package io.plimsoll.draft;

import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.draft.Column.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which inputs of the graph the items of lists fill: by name, then what is left by its order. */
final class ListPlacement {

    /** The inputs with an axis for items that nothing fills yet. */
    private final Map<String, Value.Tensor> free;

    private final List<PlacedList> placed = new ArrayList<>();

    private ListPlacement(Map<String, Value.Tensor> tensors) {
        this.free = new LinkedHashMap<>(tensors);
    }

    static List<PlacedList> of(Map<String, Value.Tensor> tensors, List<Column> lists) {
        var placement = new ListPlacement(tensors);
        var later = new ArrayList<Column>();
        for (Column list : lists) {
            String named = placement.named(list.name());
            if (named == null) {
                later.add(list);
            } else {
                placement.placeWhole(list, named, null);
            }
        }
        later.forEach(placement::placeWithoutName);
        return placement.placed;
    }

    /** Values that an item has in a tensor. */
    static int itemWidth(Value.Tensor tensor) {
        return (int) tensor.shape().subList(2, tensor.shape().size()).stream()
                .mapToLong(axis -> axis.size())
                .reduce(1, (a, b) -> a * b);
    }

    private @Nullable String named(String column) {
        return free.keySet().stream()
                .filter(tensor -> Names.key(tensor).equals(Names.key(column)))
                .findFirst()
                .orElse(null);
    }

    private void placeWithoutName(Column list) {
        if (list.items().kind() == Kind.RECORDS) {
            placeMembers(list);
            return;
        }
        String near = NearestName.among(free.keySet(), list.name());
        if (near != null) {
            placeWhole(list, near, "the nearest name in the graph is " + near);
        } else if (free.size() == 1) {
            String only = free.keySet().iterator().next();
            placeWhole(list, only, "the only input of the graph that takes a list is " + only);
        }
    }

    /** All that an item is goes into one tensor. */
    private void placeWhole(Column list, String tensor, @Nullable String remark) {
        free.remove(tensor);
        placed.add(PlacedList.whole(list, tensor, remark));
    }

    /** Members of records go into tensors that end with their names; the others fill a matrix, or stand in order. */
    private void placeMembers(Column list) {
        Column items = list.items();
        Map<String, List<Column>> members = new LinkedHashMap<>();
        var left = new ArrayList<Column>();
        for (String name : items.members()) {
            String tensor = single(name);
            if (tensor == null) {
                left.add(items.member(name));
            } else {
                free.remove(tensor);
                members.put(tensor, List.of(items.member(name)));
            }
        }
        String remark = left.isEmpty() ? null : placeLeft(left, members);
        if (!members.isEmpty()) {
            placed.add(PlacedList.of(list, members, remark));
        }
    }

    private @Nullable String placeLeft(List<Column> left, Map<String, List<Column>> members) {
        for (Map.Entry<String, Value.Tensor> tensor : free.entrySet()) {
            if (itemWidth(tensor.getValue()) > 1) {
                members.put(tensor.getKey(), List.copyOf(left));
                free.remove(tensor.getKey());
                return "the members in the order of the data";
            }
        }
        List<String> singles = List.copyOf(free.keySet());
        if (singles.size() < left.size()) {
            return null;
        }
        for (int i = 0; i < left.size(); i++) {
            members.put(singles.get(i), List.of(left.get(i)));
            free.remove(singles.get(i));
        }
        return "member and graph input stand in the same place";
    }

    /** The tensor of one value an item that is named as a member, such as {@code item_price} for price. */
    private @Nullable String single(String member) {
        String key = Names.key(member);
        return free.entrySet().stream()
                .filter(tensor -> itemWidth(tensor.getValue()) == 1)
                .map(Map.Entry::getKey)
                .filter(tensor ->
                        Names.key(tensor).equals(key) || Names.key(tensor).endsWith("_" + key))
                .findFirst()
                .orElse(null);
    }
}
