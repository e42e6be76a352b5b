package io.plimsoll.codec;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.NearestName;
import java.util.Collection;

/**
 * What is wrong with what a graph answered.
 *
 * @param text to be read after "the graph"
 */
record OutputFault(String text) {

    static final OutputFault NOT_FINITE = new OutputFault("answered NaN or infinity");
    static final OutputFault WRONG_WIDTH = new OutputFault("answered another number of values than the contract says");
    static final OutputFault WRONG_KIND = new OutputFault("answered values of another kind than the contract says");
    static final OutputFault UNKNOWN_LABEL = new OutputFault("answered a label that the contract does not list");
    static final OutputFault FEWER_ITEMS = new OutputFault("answered fewer values than the list has items");

    private static final OutputFault WRONG_WIDTH_BESIDE_LISTS =
            new OutputFault(WRONG_WIDTH.text + "; per_item reads one value an item of a list");

    private static final int MOST_NAMED = 10;

    /** A map of scores has none for the label that the contract names, which shows only when the graph has run. */
    static OutputFault noScoreOf(String label, Collection<String> scored) {
        String named = String.join(", ", scored.stream().limit(MOST_NAMED).toList());
        return new OutputFault("answered no score for the label " + label + NearestName.hint(scored, label)
                + "; it scores " + named + (scored.size() > MOST_NAMED ? " …" : ""));
    }

    /** A code that none of the labels has. */
    static OutputFault noLabelOf(long code) {
        return new OutputFault("answered the code " + code + ", which has no label in the contract");
    }

    /** Another number of values than the one, or the one a label, that a result takes of a row. */
    static OutputFault wrongWidth(Contract contract) {
        return contract.lists().isEmpty() ? WRONG_WIDTH : WRONG_WIDTH_BESIDE_LISTS;
    }

    @Override
    public String toString() {
        return text;
    }
}
