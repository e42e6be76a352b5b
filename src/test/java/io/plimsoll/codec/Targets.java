package io.plimsoll.codec;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.NumberType;
import java.util.HashMap;
import java.util.Map;

/**
 * What the tensors are made of that the values of a row go to, and what these hold exactly: told from the binding, and
 * from Java's own conversions.
 */
final class Targets {

    /** Stands for the slot of a field that goes nowhere. */
    static final int NOWHERE = -1;

    private record Place(int slot, int cell) {}

    private final Map<Place, ElementType> elements = new HashMap<>();

    Targets(Binding binding) {
        for (Binding.InputTensor tensor : binding.inputs()) {
            for (Binding.Move move : tensor.moves()) {
                elements.put(new Place(move.leaf().slot(), move.leaf().cell()), tensor.element());
            }
        }
    }

    /** The element of a value; where it goes nowhere, the widest that its type knows. */
    ElementType of(int slot, int cell, FieldType type) {
        boolean real = type instanceof NumberType || type instanceof DateTimeType;
        return elements.getOrDefault(new Place(slot, cell), real ? ElementType.DOUBLE : ElementType.INT64);
    }

    /** Whether a whole number arrives as it is; the lowest of its kind is never taken. */
    static boolean exact(ElementType element, long value) {
        return switch (element) {
            case FLOAT -> value != Long.MAX_VALUE && (long) (float) value == value;
            case DOUBLE -> value != Long.MAX_VALUE && (long) (double) value == value;
            case FLOAT16 ->
                Math.abs(value) <= 65_504 && (long) Float.float16ToFloat(Float.floatToFloat16((float) value)) == value;
            case INT64 -> value > Long.MIN_VALUE;
            case INT32 -> value > Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
            case BOOL -> value == 0 || value == 1;
            case STRING -> false;
        };
    }

    /** The largest number. */
    static double largest(ElementType element) {
        return switch (element) {
            case FLOAT -> Float.MAX_VALUE;
            case FLOAT16 -> 65_504;
            case DOUBLE, INT64, INT32, BOOL, STRING -> Double.MAX_VALUE;
        };
    }

    /** A whole number beyond those that are all held, itself held or not. */
    static long edge(ElementType element) {
        return switch (element) {
            case FLOAT -> 1L << 24;
            case DOUBLE -> 1L << 53;
            case FLOAT16 -> 1L << 11;
            case INT64 -> Long.MAX_VALUE;
            case INT32 -> Integer.MAX_VALUE;
            case BOOL, STRING -> 1;
        };
    }
}
