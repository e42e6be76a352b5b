package io.plimsoll.contract;

/** One axis of a declared shape: a size, or -1 where the graph leaves it open. */
public record Dimension(long size) {

    /** An axis whose size each run decides. */
    public static final Dimension OPEN = new Dimension(-1);

    public Dimension {
        if (size < -1) {
            throw new IllegalArgumentException("size below -1: " + size);
        }
    }

    public boolean open() {
        return size < 0;
    }

    @Override
    public String toString() {
        return open() ? "N" : Long.toString(size);
    }
}
