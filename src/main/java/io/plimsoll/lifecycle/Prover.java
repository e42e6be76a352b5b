package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves versions each in a process of its own, which a graph may crash, fill or hold up for ever without harm to this
 * one. An interrupt ends a proof and its process.
 */
public final class Prover {

    private static final Logger LOG = LoggerFactory.getLogger(Prover.class);

    private final ProverSettings settings;
    private final MemoryRoom room;
    private final ChildCommand command;

    public Prover(ProverSettings settings) {
        this(settings, MemoryRoom.ofThisMachine(), ChildCommand.ofThisProcess());
    }

    Prover(ProverSettings settings, MemoryRoom room, ChildCommand command) {
        this.settings = settings;
        this.room = room;
        this.command = command;
    }

    /**
     * Proves the package in a folder; nothing of it stays loaded anywhere.
     *
     * @param expected the version that its place in a repository says it is, or null for a folder that stands alone
     */
    public ProofVerdict prove(Path folder, @Nullable ModelVersion expected) {
        OptionalLong left = room.bytesLeft();
        long most = left.isEmpty()
                ? settings.mostBytes()
                : Math.min(settings.mostBytes(), left.getAsLong() - settings.reservedBytes());
        if (most < settings.leastBytes()) {
            return new ProofVerdict.NoRoom("too little memory is left to prove the version: a proof may have "
                    + Math.max(0, most >> 20) + " MiB and needs " + (settings.leastBytes() >> 20) + " MiB");
        }
        Path own = null;
        try {
            own = Files.createTempDirectory(
                    "plimsoll-proof-" + ProcessHandle.current().pid() + "-");
            var process = command.in(own, ProvingChild.arguments(most, folder, expected))
                    .start();
            return new ChildWatch(process, own, settings.longest(), most).verdict();
        } catch (IOException unstartable) {
            LOG.warn("no process can be started to prove a version", unstartable);
            return new ProofVerdict.Undone("the process that proves the version cannot be started");
        } finally {
            if (own != null) {
                delete(own);
            }
        }
    }

    private static void delete(Path folder) {
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
        } catch (IOException kept) {
            LOG.warn("what a proof left behind cannot be deleted: {}", LogText.of(kept.toString()));
        }
    }
}
