package io.plimsoll.cache;

import io.plimsoll.store.Manifest;
import io.plimsoll.store.Manifest.Entry;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What lies on a volume at one moment: its blobs by digest, and its versions. */
record Inventory(Map<String, Blob> blobs, List<Version> versions) {

    Inventory {
        blobs = Map.copyOf(blobs);
        versions = List.copyOf(versions);
    }

    /**
     * A file.
     *
     * @param size in bytes
     * @param written when it was
     */
    record Blob(long size, Instant written) {}

    /**
     * The folder of a version.
     *
     * @param used when it was last
     * @param blobs that it needs, by digest
     * @param own bytes that are its own and go with it: those of copies, and of its manifest
     */
    record Version(String digest, Instant used, Set<String> blobs, long own) {}

    static Inventory read(Layout layout) throws IOException {
        var blobs = new HashMap<String, Blob>();
        var keys = new HashSet<Object>();
        for (Path file : Staging.entries(layout.blobs())) {
            BasicFileAttributes attributes = attributes(file);
            if (attributes != null && attributes.isRegularFile()) {
                blobs.put(
                        file.getFileName().toString(),
                        new Blob(
                                attributes.size(), attributes.lastModifiedTime().toInstant()));
                keys.add(key(file, attributes));
            }
        }
        var versions = new ArrayList<Version>();
        for (Path folder : Staging.entries(layout.versions())) {
            BasicFileAttributes attributes = attributes(folder);
            if (attributes != null && Entry.isDigest(folder.getFileName().toString())) {
                versions.add(version(folder, attributes, keys));
            }
        }
        return new Inventory(blobs, versions);
    }

    /** A version without a manifest needs no blob: it would be assembled again. */
    private static Version version(Path folder, BasicFileAttributes attributes, Set<Object> blobs) throws IOException {
        Manifest manifest = Assembly.manifest(folder);
        Set<String> needed = manifest == null
                ? Set.of()
                : manifest.files().values().stream().map(Entry::sha256).collect(Collectors.toUnmodifiableSet());
        return new Version(
                folder.getFileName().toString(),
                attributes.lastModifiedTime().toInstant(),
                needed,
                bytes(folder, null, new HashSet<>(blobs)));
    }

    /**
     * The bytes of all files below a folder, each once, whatever number of names it has.
     *
     * @param without a folder that does not count, or null
     */
    static long bytes(Path folder, @Nullable Path without) throws IOException {
        return bytes(folder, without, new HashSet<>());
    }

    private static long bytes(Path folder, @Nullable Path without, Set<Object> counted) throws IOException {
        var sum = new Staging.TolerantVisitor() {
            private long bytes;

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(without) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (counted.add(key(file, attributes))) {
                    bytes += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }
        };
        Files.walkFileTree(folder, sum);
        return sum.bytes;
    }

    private static Object key(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? file : key;
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
