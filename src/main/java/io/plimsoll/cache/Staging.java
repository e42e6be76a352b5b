package io.plimsoll.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is half done: folders that one step of one instance fills and removes, and what killed processes left of them.
 */
final class Staging {

    /** Whoever is alive changes what he stages more often; by the volume's own clock. */
    private static final Duration STALE = Duration.ofHours(1);

    private final Layout layout;

    Staging(Layout layout) {
        this.layout = layout;
    }

    /** A new, empty folder; the caller removes it. */
    Path workspace() throws IOException {
        return Files.createDirectories(
                layout.ownStaging().resolve(UUID.randomUUID().toString()));
    }

    /** What time it is by the clock of the volume, which all of its instances share. */
    Instant now() throws IOException {
        Path file =
                Files.createFile(Files.createDirectories(layout.ownStaging()).resolve("." + UUID.randomUUID()));
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } finally {
            Files.delete(file);
        }
    }

    /** Removes all that this instance left, and what others have not touched for an hour. */
    void sweep() throws IOException {
        for (Path left : entries(layout.ownStaging())) {
            remove(left);
        }
        Instant stale = now().minus(STALE);
        for (Path staging : entries(layout.staging())) {
            if (!staging.equals(layout.ownStaging()) && newest(staging).isBefore(stale)) {
                remove(staging);
            }
        }
        for (Path folder : layout.replaced()) {
            sweepHidden(folder, stale);
        }
    }

    /** A file that never got its name. */
    private static void sweepHidden(Path folder, Instant stale) throws IOException {
        Files.walkFileTree(folder, new TolerantVisitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().startsWith(".")
                        && attributes.lastModifiedTime().toInstant().isBefore(stale)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** When anything below a folder changed last. */
    private static Instant newest(Path folder) throws IOException {
        var newest = new TolerantVisitor() {
            private Instant time = Instant.MIN;

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return visitFile(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Instant changed = attributes.lastModifiedTime().toInstant();
                time = changed.isAfter(time) ? changed : time;
                return FileVisitResult.CONTINUE;
            }
        };
        Files.walkFileTree(folder, newest);
        return newest.time;
    }

    /** The entries of a folder; none if it is not there. */
    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Removes a file or a folder with all that is in it; none is as good. */
    static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new TolerantVisitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                super.postVisitDirectory(directory, failure);
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Walks over files that others may remove meanwhile. */
    static class TolerantVisitor extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return ignore(failure);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : ignore(failure);
        }

        private static FileVisitResult ignore(IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
