package io.plimsoll.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of an operator: read at the start, where it must be sound, and again when its bytes change. One that is broken
 * then, or gone, leaves what it said before in force, and is reported once for each change.
 */
public final class WatchedFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long LOOK_SECONDS = 1;

    /** No such file is larger, and none is read further. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final String what;
    private final Reader reader;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("plimsoll-files").daemon().factory());
    private byte @Nullable [] seen;
    private volatile boolean sound = true;

    /**
     * A file that has not been read.
     *
     * @param what it holds, such as "limits"
     */
    public WatchedFile(Path file, String what, Reader reader) {
        this.file = file;
        this.what = what;
        this.reader = reader;
    }

    /** Takes what a file says. */
    @FunctionalInterface
    public interface Reader {

        /** Puts it in force, or says every reason why it says nothing; then nothing is changed. */
        List<String> read(byte[] bytes);
    }

    /**
     * Reads the file, and looks at it once a second from now on.
     *
     * @throws BrokenFile naming all that is wrong with it
     */
    public void start() {
        byte[] bytes;
        try {
            bytes = bytes();
        } catch (IOException e) {
            throw new BrokenFile("The file of " + what + " cannot be read: " + e, e);
        }
        List<String> problems = reader.read(bytes);
        if (!problems.isEmpty()) {
            throw new BrokenFile(file + " is not a file of " + what + ":\n" + String.join("\n", problems), null);
        }
        seen = bytes;
        var _ = looking.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** What it holds, such as "limits". */
    public String what() {
        return what;
    }

    private byte[] bytes() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    private void look() {
        try {
            byte[] bytes = bytes();
            if (!Arrays.equals(bytes, seen)) {
                seen = bytes;
                take(bytes);
            }
        } catch (IOException | RuntimeException e) {
            if (seen != null) {
                LOG.error("{} cannot be read, so the {} stay as they are: {}", file, what, e.toString());
            }
            seen = null;
            sound = false;
        }
    }

    private void take(byte[] bytes) {
        List<String> problems = reader.read(bytes);
        sound = problems.isEmpty();
        if (sound) {
            LOG.info("the {} of {} are in force", what, file);
        } else {
            LOG.error("the {} stay as they are, since {} is broken: {}", what, file, String.join("; ", problems));
        }
    }

    /** Whether what the file says now is what is in force. */
    public boolean sound() {
        return sound;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
