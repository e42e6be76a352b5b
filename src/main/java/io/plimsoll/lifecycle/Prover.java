package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        ProofFolder.sweep(settings.longest());
    }

    Prover(ProverSettings settings, MemoryRoom room, ChildCommand command) {
        this.settings = settings;
        this.room = room;
        this.command = command;
    }

    /** Ends what this process is proving and leaves nothing of it: for when it is about to be halted. */
    public static void abandon() {
        // Or the loader whose child ends would begin the next proof at once.
        ProofFolder.refuse();
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(ProofFolder::awaitEnd);
        ProofFolder.deleteOwn();
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
            own = ProofFolder.create();
            var process = command.in(own, ProvingChild.arguments(most, folder, expected))
                    .start();
            return new ChildWatch(process, own, settings.longest(), most).verdict();
        } catch (IOException unstartable) {
            LOG.warn("no process can be started to prove a version", unstartable);
            return new ProofVerdict.Undone("the process that proves the version cannot be started");
        } finally {
            if (own != null) {
                ProofFolder.delete(own);
            }
        }
    }
}
