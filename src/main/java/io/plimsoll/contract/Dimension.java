package io.plimsoll.contract;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One axis of a declared shape.
 *
 * @param size -1 where the graph leaves it open
 * @param name what the graph calls an open axis, if anything: axes of one name have one size in a run
 */
public record Dimension(long size, @Nullable String name) {

    /** An axis whose size each run decides. */
    public static final Dimension OPEN = new Dimension(-1);

    public Dimension {
        if (size < -1) {
            throw new IllegalArgumentException("size below -1: " + size);
        }
    }

    /** Of an axis without a name. */
    public Dimension(long size) {
        this(size, null);
    }

    public boolean open() {
        return size < 0;
    }

    /**
     * A shape in brackets: an open first axis is that of the rows, N; what others that are open stand for is not known.
     */
    public static String shape(List<Dimension> axes) {
        boolean rows = !axes.isEmpty() && axes.getFirst().open();
        return rows
                ? Stream.concat(Stream.of("N"), axes.stream().skip(1).map(Dimension::toString))
                        .toList()
                        .toString()
                : axes.toString();
    }

    @Override
    public String toString() {
        return open() ? "?" : Long.toString(size);
    }
}
