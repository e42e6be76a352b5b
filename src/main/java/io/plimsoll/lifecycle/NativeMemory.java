package io.plimsoll.lifecycle;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much the process has allocated by {@code malloc}, where ONNX Runtime takes its memory: glibc's {@code mallinfo2}.
 * The resident size would say less, since the Java heap comes and goes in it.
 */
final class NativeMemory {

    /** Bytes in blocks that were mapped on their own; the fifth of ten numbers. */
    private static final int MAPPED = 4;
    /** Bytes in use within the arenas; the eighth. */
    private static final int IN_USE = 7;

    private static final Optional<MethodHandle> MALLINFO = find();

    private NativeMemory() {}

    /** Allocated bytes now, or nothing on a C library that does not tell. */
    static OptionalLong allocatedBytes() {
        return MALLINFO.map(NativeMemory::ask).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private static long ask(MethodHandle mallinfo) {
        try (Arena arena = Arena.ofConfined()) {
            var numbers = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return numbers.getAtIndex(ValueLayout.JAVA_LONG, MAPPED)
                    + numbers.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
        } catch (Throwable broken) {
            throw new IllegalStateException("mallinfo2 failed", broken);
        }
    }

    @SuppressWarnings("restricted") // the project's JVMs allow native access
    private static Optional<MethodHandle> find() {
        MemoryLayout[] numbers = new MemoryLayout[10];
        Arrays.fill(numbers, ValueLayout.JAVA_LONG);
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("mallinfo2")
                .map(address ->
                        linker.downcallHandle(address, FunctionDescriptor.of(MemoryLayout.structLayout(numbers))));
    }
}
