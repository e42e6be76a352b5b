package io.plimsoll.codec;

/** Whole numbers between two bounds, in the units of a slot: most values are held against them without an object. */
record Range(long least, long most) {

    boolean contains(long value) {
        return least <= value && value <= most;
    }
}
