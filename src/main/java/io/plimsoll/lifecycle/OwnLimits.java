package io.plimsoll.lifecycle;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits that a process sets on itself by the C library, for good. Where a platform lacks one, the process goes
 * without: its parent still watches time and size.
 */
final class OwnLimits {

    /** Memory that the process may write to and shares with none; the same number on Linux and macOS. */
    private static final int RLIMIT_DATA = 2;

    private static final int RLIMIT_CORE = 4;
    private static final int PRIO_PROCESS = 0;
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
        stepBack();
        write(Path.of("/proc/self/oom_score_adj"), FIRST_TO_DIE);
    }

    /** From here on all that this process prints goes to stderr, native code included. */
    static void silenceStdout() throws IOException {
        MethodHandle dup2 = function("dup2", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        if (dup2 != null && call(() -> (int) dup2.invokeExact(STDERR, STDOUT)) < 0) {
            throw new IOException("stdout cannot be pointed elsewhere");
        }
    }

    private static boolean bound(int resource, long limit) {
        MethodHandle setrlimit = function("setrlimit", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        if (setrlimit == null) {
            return true;
        }
        try (Arena arena = Arena.ofConfined()) {
            // The limit at hand, and how far it may be raised again: not at all.
            MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_LONG, limit, limit);
            return call(() -> (int) setrlimit.invokeExact(resource, both)) == 0;
        }
    }

    /** On Linux a thread has a niceness of its own, which those that it starts inherit. */
    private static void stepBack() throws IOException {
        MethodHandle setpriority =
                function("setpriority", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        Path threads = Path.of("/proc/self/task");
        if (setpriority == null || !Files.isDirectory(threads)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                int id = Integer.parseInt(thread.getFileName().toString());
                call(() -> (int) setpriority.invokeExact(PRIO_PROCESS, id, LEAST_URGENT));
            }
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException absent) {
            // Another system, or one that hides it: the limit on memory comes first anyway.
        }
    }

    @SuppressWarnings("restricted") // the project's JVMs allow native access
    private static @Nullable MethodHandle function(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find(name);
        return address.isEmpty()
                ? null
                : linker.downcallHandle(address.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    /** Calls a function of the C library. */
    private interface Call {
        int result() throws Throwable;
    }

    private static int call(Call call) {
        try {
            return call.result();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a function of the C library failed", e);
        }
    }
}
