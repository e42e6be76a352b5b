package io.plimsoll.graph;

/**
 * Something that belongs to training and must not be in a graph that serves.
 *
 * @param operator the operator, with its domain unless it is the standard one
 * @param node the name of the node, or the first value it gives where it has no name; may be empty
 * @param where the graph, the body or the function that the node stands in
 * @param why what makes it a leftover
 */
public record Leftover(Kind kind, String operator, String node, String where, String why) {

    /** The families of leftovers. */
    public enum Kind {
        /** Values are dropped at random, or may be. */
        DROPOUT,
        /** The statistics are those of the request, not those of the training data. */
        BATCH_NORMALIZATION,
        OPTIMIZER,
        GRADIENT,
        LOSS,
        /** The file carries a training procedure beside the graph. */
        TRAINING_INFO
    }

    @Override
    public String toString() {
        String named = node.isEmpty() ? operator : operator + " '" + node + "'";
        return named + " in " + where + ": " + why;
    }
}
