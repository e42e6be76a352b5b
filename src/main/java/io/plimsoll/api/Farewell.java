package io.plimsoll.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes leave of callers before the server stops: every answer says that its connection ends, new connections are taken
 * for a while yet, then no more, and what was taken is answered. Tomcat's own graceful stop would close connections on
 * which the next request is on its way.
 */
final class Farewell implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** As many looks without a request under way, and nobody is about to send one on a connection that was taken. */
    private static final int QUIET_LOOKS = 10;

    private final Duration preStop;
    private final Duration drain;
    private final List<Connector> connectors = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean leaving;
    private volatile boolean running;

    /**
     * Nobody leaves yet.
     *
     * @param preStop how long new connections are taken after it is known that the service leaves: until those who send
     *     callers here have heard of it
     * @param drain how long requests that were taken may last after that
     */
    Farewell(Duration preStop, Duration drain) {
        this.preStop = preStop;
        this.drain = drain;
    }

    void of(Connector connector) {
        connectors.add(connector);
    }

    /** A request begins; whether its connection must end with it. */
    boolean begin() {
        underWay.incrementAndGet();
        return leaving;
    }

    void end() {
        underWay.decrementAndGet();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        try {
            if (preStop.isPositive()) {
                leaving = true;
                Thread.sleep(preStop);
            }
            connectors.forEach(connector -> connector.getProtocolHandler().closeServerSocketGraceful());
            // Not before, where there is no time to go elsewhere: whoever is sent away comes back at once, and would
            // wait
            // to be taken at the very moment when nobody is any more.
            leaving = true;
            long end = System.nanoTime() + drain.toNanos();
            int quiet = 0;
            while (quiet < QUIET_LOOKS && System.nanoTime() < end) {
                Thread.sleep(LOOK);
                quiet = underWay.get() == 0 ? quiet + 1 : 0;
            }
            if (underWay.get() > 0) {
                LOG.warn("{} requests are still under way while the service leaves", underWay.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before the server, which comes next. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
