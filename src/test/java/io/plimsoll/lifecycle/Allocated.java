package io.plimsoll.lifecycle;

/** What this process has allocated outside of its heap, for tests elsewhere. */
public final class Allocated {

    private Allocated() {}

    /** In MiB; 0 on a C library that does not tell. */
    public static long nativeMiB() {
        return NativeMemory.allocatedBytes().orElse(0) >> 20;
    }
}
