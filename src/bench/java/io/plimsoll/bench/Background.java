package io.plimsoll.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread for what the benchmark does beside the load, which in real life is done on another machine: it steps back
 * behind the load and the service, as far as Linux lets it.
 */
final class Background implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("background").daemon().factory());

    Background() {
        var _ = thread.submit(Background::stepBack);
    }

    private static Void stepBack() throws IOException, InterruptedException {
        String id = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
        new ProcessBuilder("renice", "-n", "10", "-p", id)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return null;
    }

    /** Does a task on that thread and waits for it. */
    <T> T run(Callable<T> task) throws IOException, InterruptedException {
        try {
            return thread.submit(task).get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
