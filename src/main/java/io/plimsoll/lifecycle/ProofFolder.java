package io.plimsoll.lifecycle;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one proof, in which its process leaves all that it leaves, the libraries of ONNX Runtime included. Its
 * name tells whose it is, so that what a killed process left can be removed.
 */
final class ProofFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ProofFolder.class);
    private static final String PREFIX = "plimsoll-proof-";

    private static boolean refused;

    private ProofFolder() {}

    /** Makes no more from now on: this process is about to be halted. */
    static synchronized void refuse() {
        refused = true;
    }

    /** A new one of this process. */
    static synchronized Path create() throws IOException {
        if (refused) {
            throw new IOException("the service leaves");
        }
        return Files.createTempDirectory(own());
    }

    private static String own() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    /** Removes what no proof can be using any more: older than a proof may last, and of a process that is gone. */
    static void sweep(Duration longest) {
        Instant stale = Instant.now().minus(longest);
        for (Path folder : all(PREFIX)) {
            try {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(stale) && isAbandoned(folder)) {
                    delete(folder);
                }
            } catch (IOException gone) {
                // Its own process has removed it.
            }
        }
    }

    /** A number may be another's by now, this process's among them: a container's first process is always 1. */
    private static boolean isAbandoned(Path folder) {
        String[] words = folder.getFileName().toString().split("-", -1);
        try {
            long pid = Long.parseLong(words[2]);
            return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    /** Removes all of this process's, whatever is in them. */
    static void deleteOwn() {
        all(own()).forEach(ProofFolder::delete);
    }

    /** Waits a moment for a process that was told to end, so that it writes nothing more. */
    static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .orTimeout(1, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
    }

    private static List<Path> all(String prefix) {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // As it should be.
        } catch (IOException kept) {
            LOG.warn("what a proof left behind cannot be deleted: {}", LogText.of(kept.toString()));
        }
    }
}
