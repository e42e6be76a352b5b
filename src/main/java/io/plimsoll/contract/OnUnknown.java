package io.plimsoll.contract;

/** What happens to a word that a category does not list. */
public sealed interface OnUnknown {

    /** The row is refused. */
    record Reject() implements OnUnknown {}

    /** A numeric tensor gets this code. */
    record Code(long value) implements OnUnknown {}

    /** All columns of a one-hot category are 0. */
    record Zeros() implements OnUnknown {}

    /** The string tensor gets the caller's word. */
    record Pass() implements OnUnknown {}

    /** The string tensor gets this word. */
    record Word(String value) implements OnUnknown {}
}
