package io.plimsoll.codec;

import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;

/**
 * One row of what the graph answered, and the row of the caller's that it answers.
 *
 * @param row the row of the outputs
 * @param asked the row of the features
 */
record OutputRow(Outputs outputs, int row, Features features, int asked) {

    /** How many items the caller sent in the list of a slot. */
    int items(int slot) {
        return features.items(asked, slot);
    }
}
