package io.plimsoll.lifecycle;

import io.plimsoll.inference.CLibrary;
import io.plimsoll.inference.Niceness;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Limits that a process sets on itself by the C library, for good. Where a platform lacks one, the process goes
 * without: its parent still watches time and size.
 */
final class OwnLimits {

    /** Memory that the process may write to and shares with none; the same number on Linux and macOS. */
    private static final int RLIMIT_DATA = 2;

    private static final int RLIMIT_CORE = 4;
    private static final int LEAST_URGENT = 19;
    private static final String FIRST_TO_DIE = "1000";
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private OwnLimits() {}

    /**
     * Bounds memory, leaves no core file, and steps back behind every other process.
     *
     * @throws IOException if the system refuses to bound the memory
     */
    static void set(long mostBytes) throws IOException {
        bound(RLIMIT_CORE, 0);
        if (!bound(RLIMIT_DATA, mostBytes)) {
            throw new IOException("the system does not let a process bound its memory");
        }
        Niceness.ofThisProcess(LEAST_URGENT);
        write(Path.of("/proc/self/oom_score_adj"), FIRST_TO_DIE);
    }

    /** From here on all that this process prints goes to stderr, native code included. */
    static void silenceStdout() throws IOException {
        MethodHandle dup2 = CLibrary.function("dup2", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        if (dup2 != null && CLibrary.call(() -> (int) dup2.invokeExact(STDERR, STDOUT)) < 0) {
            throw new IOException("stdout cannot be pointed elsewhere");
        }
    }

    private static boolean bound(int resource, long limit) {
        MethodHandle setrlimit = CLibrary.function("setrlimit", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        if (setrlimit == null) {
            return true;
        }
        try (Arena arena = Arena.ofConfined()) {
            // The limit at hand, and how far it may be raised again: not at all.
            MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_LONG, limit, limit);
            return CLibrary.call(() -> (int) setrlimit.invokeExact(resource, both)) == 0;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException absent) {
            // Another system, or one that hides it: the limit on memory comes first anyway.
        }
    }
}
