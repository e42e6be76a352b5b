package io.plimsoll.codec;

/** The lists and vectors around the value that is being read, for naming its place: {@code item_list[3].price}. */
final class Path {

    /** A vector in an item of a list: there is nothing deeper. */
    private static final int DEEPEST = 2;

    private final String[] lists = new String[DEEPEST];
    private final int[] items = new int[DEEPEST];
    private int depth;

    void enter(String list) {
        lists[depth++] = list;
    }

    /** Moves on to an item of the innermost list. */
    void item(int place) {
        items[depth - 1] = place;
    }

    void leave() {
        depth--;
    }

    /** The place of a field by its name, or of the item itself if the name is empty. */
    String to(String field) {
        if (depth == 0) {
            return field;
        }
        var path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append(i == 0 || lists[i].isEmpty() ? "" : ".")
                    .append(lists[i])
                    .append('[')
                    .append(items[i])
                    .append(']');
        }
        return path.append(field.isEmpty() ? "" : ".").append(field).toString();
    }
}
