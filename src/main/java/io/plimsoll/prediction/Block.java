package io.plimsoll.prediction;

import java.util.Arrays;

/** The values of a field that is a whole tensor: cells in row-major order, and the length of each axis. */
public sealed interface Block {

    /** The length of each axis, outermost first. */
    int[] shape();

    /** Numbers and booleans, one slot a cell as in {@link Features}. */
    record Cells(int[] shape, long[] slots) implements Block {

        public Cells {
            check(shape, slots.length);
        }
    }

    /** Texts. */
    record Texts(int[] shape, String[] texts) implements Block {

        public Texts {
            check(shape, texts.length);
        }
    }

    private static void check(int[] shape, int cells) {
        long product = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (product != cells) {
            throw new IllegalArgumentException(cells + " cells for the shape " + Arrays.toString(shape));
        }
    }
}
