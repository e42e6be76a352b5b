package io.plimsoll.inference;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Steps back behind threads and processes that are more urgent. On Linux a thread has a niceness of its own, which
 * those that it starts inherit; elsewhere it belongs to the process, and nothing is changed.
 */
public final class Niceness {

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final Path THREADS = Path.of("/proc/self/task");

    private Niceness() {}

    /** Makes the thread that calls it less urgent. */
    public static void ofThisThread(int niceness) {
        if (Files.isDirectory(THREADS)) {
            set(THIS_THREAD, niceness);
        }
    }

    /** Makes all threads of this process less urgent. */
    public static void ofThisProcess(int niceness) throws IOException {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(THREADS)) {
            for (Path thread : all) {
                set(Integer.parseInt(thread.getFileName().toString()), niceness);
            }
        }
    }

    private static void set(int thread, int niceness) {
        MethodHandle setpriority =
                CLibrary.function("setpriority", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        if (setpriority != null) {
            CLibrary.call(() -> (int) setpriority.invokeExact(PRIO_PROCESS, thread, niceness));
        }
    }
}
