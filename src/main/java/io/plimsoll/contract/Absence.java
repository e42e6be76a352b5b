package io.plimsoll.contract;

/** What a field means that the caller left out, or sent as JSON null. */
public sealed interface Absence {

    /** The row is refused. */
    record Required() implements Absence {}

    /** The caller need not send it and nothing stands in for it: a context field. */
    record Optional() implements Absence {}

    /** As if the caller had sent this value. */
    record Default(Scalar value) implements Absence {}

    /** As if the caller had sent a list without items. */
    record Empty() implements Absence {}

    /** The tensor gets a value that no caller could have sent. */
    record Missing(Filler filler) implements Absence {}

    /** What a tensor holds where a value is missing. */
    sealed interface Filler {

        /** Not a number; only into float tensors. */
        record Nan() implements Filler {}

        /** Zero in every column of the field, or false, or empty text. */
        record Zeros() implements Filler {}

        /** A number such as -999. */
        record Number(double value) implements Filler {}

        /** A word; only into string tensors. */
        record Word(String value) implements Filler {}
    }
}
