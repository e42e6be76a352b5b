package io.plimsoll.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again for requests whose head is late, on a thread of its own. */
final class SlowHeads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SlowHeads.class);
    private static final long LOOK_MILLIS = 500;

    private final Duration longest;
    private final List<DoorProtocol> doors = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("plimsoll-heads").factory());

    /**
     * Nothing to look at yet.
     *
     * @param longest from the first byte of a head to its last
     */
    SlowHeads(Duration longest) {
        this.longest = longest;
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void of(Connector connector) {
        if (connector.getProtocolHandler() instanceof DoorProtocol door) {
            doors.add(door);
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            doors.forEach(door -> door.endSlowHeads(now, longest));
        } catch (RuntimeException defect) {
            LOG.error("slow requests cannot be looked for", defect);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
