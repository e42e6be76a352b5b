package io.plimsoll.store;

import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in a folder; links may point about inside it, and not out of it. Files and folders whose names begin with a
 * dot are no objects: what is half written has such a name.
 */
public final class FolderStore implements Store {

    private final Path root;

    public FolderStore(Path root) {
        this.root = root;
    }

    /** Where the object of a key lies, or the folder of a prefix, whether or not it is there. */
    public Path path(String key) {
        return root.resolve(key);
    }

    @Override
    public Listing folders(String prefix) {
        List<Path> entries;
        try (Stream<Path> found = Files.list(path(prefix))) {
            entries = found.sorted().toList();
        } catch (IOException e) {
            return unlisted(prefix, e);
        }
        if (entries.isEmpty()) {
            return new Listing.Empty();
        }
        var names = new ArrayList<String>();
        var ignored = new ArrayList<String>();
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (hidden(entry) || Files.isRegularFile(entry)) {
                continue;
            }
            try {
                if (leavesRoot(entry)) {
                    ignored.add(name + ": a link that leaves the repository");
                } else {
                    names.add(name);
                }
            } catch (IOException e) {
                ignored.add(name + ": cannot be read: " + reason(e));
            }
        }
        return new Listing.Listed(names, ignored);
    }

    @Override
    public Listing objects(String prefix) {
        Path folder = path(prefix);
        var keys = new ArrayList<String>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return hidden(directory) && !directory.equals(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!hidden(file) && attributes.isRegularFile()) {
                        keys.add(folder.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return unlisted(prefix, e);
        }
        return keys.isEmpty() ? new Listing.Empty() : new Listing.Listed(keys, List.of());
    }

    /** Only a root that is there says anything about what is in it. */
    private Listing unlisted(String prefix, IOException e) {
        return e instanceof NoSuchFileException && !prefix.isEmpty() && Files.isDirectory(root)
                ? new Listing.Empty()
                : new Listing.Away("cannot list " + path(prefix) + ": " + reason(e));
    }

    @Override
    public Reading read(String key, int mostBytes, @Nullable String known) throws StoreException {
        try {
            Path file = inside(key);
            String tag = tag(file);
            if (tag.equals(known)) {
                return new Reading.Unchanged();
            }
            try (InputStream bytes = Files.newInputStream(file)) {
                byte[] read = bytes.readNBytes(mostBytes);
                if (bytes.read() >= 0) {
                    throw new StoreException(Fault.UNFIT, key + " is larger than " + mostBytes + " bytes");
                }
                return new Reading.Found(read, tag);
            }
        } catch (NoSuchFileException e) {
            return new Reading.Absent();
        } catch (IOException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public Content open(String key, long from, @Nullable String tag) throws IOException {
        try {
            Path file = inside(key);
            String found = tag(file);
            if (tag != null && !tag.equals(found)) {
                throw new StoreException(Fault.CHANGED, key + " has changed while it was read");
            }
            FileChannel channel = FileChannel.open(file).position(from);
            return new Content(Channels.newInputStream(channel), found);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public boolean create(String key, byte[] bytes) throws StoreException {
        try {
            return DurableFile.create(path(key), bytes);
        } catch (IOException e) {
            throw failure("create", key, e);
        }
    }

    @Override
    public void put(String key, byte[] bytes) throws StoreException {
        try {
            DurableFile.put(path(key), bytes);
        } catch (IOException e) {
            throw failure("write", key, e);
        }
    }

    @Override
    public boolean upload(String key, Path file) throws IOException {
        return DurableFile.create(path(key), () -> Files.newInputStream(file));
    }

    @Override
    public void delete(String key) throws StoreException {
        try {
            Path file = inside(key);
            Files.deleteIfExists(file);
            Path folder = file.getParent();
            while (folder != null && !folder.equals(root) && empty(folder)) {
                Files.delete(folder);
                folder = folder.getParent();
            }
        } catch (NoSuchFileException e) {
            // None is as good.
        } catch (IOException e) {
            throw failure("delete", key, e);
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    @Override
    public Instant time() throws StoreException {
        Path file = root.resolve(".time." + UUID.randomUUID());
        try {
            Files.createFile(file);
            Instant time = Files.getLastModifiedTime(file).toInstant();
            Files.delete(file);
            return time;
        } catch (IOException e) {
            throw failure("ask the time of", root.toString(), e);
        }
    }

    /** Nobody asks a file system for the time only to compare it. */
    @Override
    public @Nullable Duration ahead() {
        return null;
    }

    @Override
    public void close() {
        // A folder is not held open.
    }

    /** The file of a key that may be read. */
    private Path inside(String key) throws IOException {
        Path file = path(key);
        if (leavesRoot(file)) {
            throw new StoreException(Fault.UNFIT, key + " is a link that leaves the repository");
        }
        return file;
    }

    private boolean leavesRoot(Path path) throws IOException {
        return !path.toRealPath().startsWith(root.toRealPath());
    }

    private static boolean hidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /** Changes with each write: a file that replaces another is another file. */
    private static String tag(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + "-" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "-"
                + attributes.fileKey();
    }

    private static StoreException failure(String what, String key, IOException e) {
        return e instanceof StoreException known
                ? known
                : new StoreException(
                        e instanceof AccessDeniedException ? Fault.DENIED : Fault.AWAY,
                        "cannot " + what + " " + key + ": " + reason(e),
                        e);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
