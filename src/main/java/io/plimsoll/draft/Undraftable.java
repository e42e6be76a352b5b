package io.plimsoll.draft;

/** Why no package can be drafted: what is wrong with the data or the graph, or what was told of them. */
final class Undraftable extends Exception {

    private static final long serialVersionUID = 1;

    Undraftable(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
