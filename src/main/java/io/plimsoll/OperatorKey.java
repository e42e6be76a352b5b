package io.plimsoll;

import io.plimsoll.guard.Caller;
import io.plimsoll.guard.KeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of whoever started a service that nobody else reaches: made anew at each start, and left in a file that only
 * its owner can read, so that releases can be steered without a file of keys.
 */
final class OperatorKey implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorKey.class);

    private final Path file;

    private OperatorKey(Path file) {
        this.file = file;
    }

    /**
     * Makes a key that a ring then knows.
     *
     * @param instance the name of the process, which no other on this folder has at the same time
     */
    static OperatorKey make(Path folder, String instance, KeyRing ring) throws IOException {
        String key = KeyRing.newKey();
        Path file = Files.createDirectories(folder).resolve("operator-" + instance + ".key");
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownersAlone = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var out = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersAlone)) {
            out.write(StandardCharsets.US_ASCII.encode(key + "\n"));
        }
        ring.replace(
                Map.of(KeyRing.sha256(key), new Caller("operator", Caller.Role.OPERATOR, Caller.ALL_MODELS, null)));
        LOG.info("whoever can read {} may steer releases under /admin", file);
        return new OperatorKey(file);
    }

    /** Removes the file; the key is worth nothing without the process. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
