package io.plimsoll;

import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.Prover;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the process when it is told to. ONNX Runtime frees its environment in a shutdown hook of the JVM, which runs
 * beside all others: a graph that is run or loaded then ends the process with a crash. So nothing here is a shutdown
 * hook: the service is taken down first, and the JVM is told to exit once nothing native is under way. Where something
 * still is, it is halted, which runs no hooks.
 */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** What a process that ends by SIGTERM leaves behind: 128 and the signal's number. */
    private static final int TERMINATED = 143;

    private final AtomicReference<ConfigurableApplicationContext> context = new AtomicReference<>();
    private final AtomicBoolean leaving = new AtomicBoolean();

    /** Listens for the signals that end a process; further ones change nothing. */
    void listen() {
        TerminationSignals.listen(() -> {
            if (leaving.compareAndSet(false, true)) {
                // Its parent is a daemon: as one too it would let the JVM end by itself, with its hooks, before all is
                // closed.
                Thread.ofPlatform().daemon(false).name("plimsoll-departure").start(this::leave);
            }
        });
    }

    /** The service that is to be taken down; until then there is nothing to take down. */
    void of(ConfigurableApplicationContext started) {
        context.set(started);
    }

    private void leave() {
        ConfigurableApplicationContext started = context.get();
        if (started == null) {
            // Nothing was promised to anybody, and a version may be in the middle of being loaded.
            halt();
            return;
        }
        boolean clean = false;
        try {
            Fleet fleet = started.getBean(Fleet.class);
            started.close();
            clean = fleet.closed();
        } catch (RuntimeException | Error defect) {
            LOG.error("the service could not be taken down in order", defect);
        }
        if (clean) {
            System.exit(TERMINATED);
        }
        LOG.error("native code is still under way, so the process ends without a farewell to it");
        halt();
    }

    private static void halt() {
        try {
            Prover.abandon();
        } finally {
            Runtime.getRuntime().halt(TERMINATED);
        }
    }
}
