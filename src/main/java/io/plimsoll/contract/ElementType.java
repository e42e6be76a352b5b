package io.plimsoll.contract;

import java.util.Locale;

/** The element types of tensors that a contract can fill and read; ONNX has more, which are refused by name. */
public enum ElementType {
    FLOAT,
    DOUBLE,
    FLOAT16,
    INT64,
    INT32,
    BOOL,
    STRING;

    /** Whether it can hold NaN. */
    public boolean floating() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
