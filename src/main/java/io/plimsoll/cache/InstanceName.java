package io.plimsoll.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A name that one process has on a cache volume for as long as it lives, and that it finds again after a restart: the
 * machine's, and a number where several processes of it share the volume.
 */
public final class InstanceName implements AutoCloseable {

    private static final int MOST_ON_A_MACHINE = 100;

    private final String name;
    private final @Nullable FileChannel lock;

    private InstanceName(String name, @Nullable FileChannel lock) {
        this.name = name;
        this.lock = lock;
    }

    /**
     * Takes the first name that no living process has.
     *
     * @param machine letters, digits, dots and hyphens; others become hyphens
     * @throws CacheException if all are taken
     */
    public static InstanceName take(Path root, String machine) throws CacheException {
        String safe = machine.replaceAll("[^A-Za-z0-9.-]", "-");
        String host = safe.isEmpty() ? "machine" : safe.substring(0, Math.min(60, safe.length()));
        Path folder = root.resolve("instances");
        try {
            Files.createDirectories(folder);
            for (int number = 1; number <= MOST_ON_A_MACHINE; number++) {
                String name = host + "-" + number;
                FileChannel lock = lock(folder.resolve(name));
                if (lock != null) {
                    return new InstanceName(name, lock);
                }
            }
        } catch (IOException e) {
            // Nothing can be written, and so nothing is to be told apart.
            return new InstanceName(host + "-1", null);
        }
        throw new CacheException(
                CacheException.Fault.DISK, MOST_ON_A_MACHINE + " processes of " + host + " use " + root + " already");
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another of this very process has it.
        }
        channel.close();
        return null;
    }

    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
