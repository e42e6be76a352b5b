package io.plimsoll.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that are whole or not there, whenever the process or the machine ends: beside their place under a hidden
 * name first, forced to the disk, and then put in place in one step.
 */
public final class DurableFile {

    private DurableFile() {}

    /** Puts a file in place of whatever was there; makes the folders above it. */
    public static void put(Path file, byte[] bytes) throws IOException {
        put(file, new ByteArrayInputStream(bytes));
    }

    /** Puts all that is left of a stream in place of whatever was there; makes the folders above it. */
    public static void put(Path file, InputStream bytes) throws IOException {
        Path written = write(file, bytes);
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(written);
            throw e;
        }
        forceFolder(file);
    }

    /** Creates a file unless one is there; whether it did. Of several at once, one does. */
    public static boolean create(Path file, byte[] bytes) throws IOException {
        return create(file, () -> new ByteArrayInputStream(bytes));
    }

    /** Bytes that can be read more than once. */
    public interface Source {

        /** The bytes from the first on; the caller closes. */
        InputStream open() throws IOException;
    }

    /** Creates a file unless one is there; whether it did. Of several at once, one does. */
    public static boolean create(Path file, Source bytes) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        Path written;
        try (InputStream in = bytes.open()) {
            written = write(file, in);
        }
        try {
            link(file, written, bytes);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(written);
        }
        forceFolder(file);
        return true;
    }

    /**
     * A link appears whole or not at all; where a file system has none, a reader may see a file that is half written.
     */
    private static void link(Path file, Path written, Source bytes) throws IOException {
        try {
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            try (InputStream in = bytes.open()) {
                write(file, in, StandardOpenOption.CREATE_NEW);
            }
        }
    }

    private static Path write(Path file, InputStream bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            write(beside, bytes, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        return beside;
    }

    private static void write(Path file, InputStream bytes, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how, StandardOpenOption.WRITE)) {
            bytes.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /** A name is on the disk once its folder is. */
    public static void forceFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}
