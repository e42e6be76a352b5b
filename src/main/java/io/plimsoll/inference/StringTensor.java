package io.plimsoll.inference;

/** A string tensor that is being filled. */
@FunctionalInterface
interface StringTensor {

    /** Writes one cell. */
    void put(int cell, String text) throws RunFailed;
}
