package io.plimsoll.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches over a proving process until it has ended, by itself or because it took more than it may. */
final class ChildWatch {

    private static final long LOOK_MILLIS = 50;
    private static final String RESIDENT = "VmRSS:";

    private final Process process;
    private final Path folder;
    private final Duration longest;
    private final long mostBytes;
    private final ChildOutput output = new ChildOutput();

    ChildWatch(Process process, Path folder, Duration longest, long mostBytes) {
        this.process = process;
        this.folder = folder;
        this.longest = longest;
        this.mostBytes = mostBytes;
    }

    /** Waits for the process and says what came of it; leaves none behind, whatever happens. */
    ProofVerdict verdict() {
        try {
            output.read(process);
            ProofVerdict exceeded = watch();
            if (exceeded != null) {
                return exceeded;
            }
            output.await();
            String crash = ChildEnd.crashReport(folder);
            return new ChildEnd(output.step(), process.exitValue(), crash, output.shortage(), mostBytes)
                    .verdict(output.verdict());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return new ProofVerdict.Undone("the proof was stopped, since the service leaves");
        } finally {
            process.destroyForcibly();
            // Gone at once, but for a system that is in trouble itself; its folder is deleted next.
            process.onExit()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .exceptionally(late -> process)
                    .join();
        }
    }

    /** Null once the process has ended by itself. */
    private @Nullable ProofVerdict watch() throws InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - start > longest.toNanos()) {
                return new ProofVerdict.TimedOut("the proof was not done within " + seconds(longest) + ", while "
                        + output.step().words());
            }
            if (residentBytes() > mostBytes) {
                return ChildEnd.outOfMemory(output.step(), mostBytes);
            }
        }
        return null;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Memory that the process holds; 0 on a system that does not tell, or once it has ended. */
    private long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException gone) {
            // Nothing to measure.
        }
        return 0;
    }
}
