package io.plimsoll.api;

import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.lifecycle.Settling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Warms the process once, when its models are settled and before it is ready: golden rows of what serves go through the
 * door as a caller's would, until their latency settles. Whatever goes wrong is logged and keeps nobody waiting.
 */
final class WarmUp implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** The last request may be sent when the time is all but over. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private static final int ROUND = 200;
    private static final int OK = 200;

    private final Catalogue catalogue;
    private final LoopbackCaller caller;
    private final Duration longest;
    private final JsonMapper json = new JsonMapper();
    private final Thread thread;
    private volatile boolean running;
    private volatile boolean over;

    /**
     * Nothing is warm yet.
     *
     * @param longest how long it may take; zero: it is left out
     */
    WarmUp(Catalogue catalogue, LoopbackCaller caller, Duration longest) {
        this.catalogue = catalogue;
        this.caller = caller;
        this.longest = longest;
        this.thread = Thread.ofPlatform().name("plimsoll-warm-up").daemon().unstarted(this::run);
    }

    /** Whether callers may come, warm or not. */
    boolean over() {
        return over;
    }

    private void run() {
        try {
            while (!catalogue.ready()) {
                Thread.sleep(LOOK);
            }
            if (longest.isPositive()) {
                warm();
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the process could not be warmed up over HTTP, and is ready all the same: {}", e.toString());
        } finally {
            caller.close();
            over = true;
        }
    }

    /** A request that is repeated. */
    private record Sample(String path, byte[] body) {}

    private void warm() throws IOException {
        long start = System.nanoTime();
        long end = start + longest.toNanos();
        List<Sample> samples = answered(end);
        if (samples.isEmpty()) {
            return;
        }
        int requests = Settling.settle(left(end), ROUND, i -> repeat(samples.get(i % samples.size()), end));
        LOG.info(
                "the process was warmed up with {} requests over HTTP in {} ms",
                requests,
                (System.nanoTime() - start) / 1_000_000);
    }

    /** A row of each model that serves; those that it does not answer are left out. */
    private List<Sample> answered(long end) throws IOException {
        var samples = new ArrayList<Sample>();
        for (ModelStatus model : catalogue.models()) {
            ModelStatus.Served served = model.served();
            if (served != null && left(end).isPositive()) {
                var sample = new Sample("/v1/predict/" + model.model(), body(served));
                int status = caller.post(sample.path(), sample.body(), left(end).plus(LAST));
                if (status == OK) {
                    samples.add(sample);
                } else {
                    LOG.warn("{} is not warmed up over HTTP: its row is answered with {}", model.model(), status);
                }
            }
        }
        return samples;
    }

    private byte[] body(ModelStatus.Served served) {
        String golden = served.goldenInputs();
        return golden == null
                ? json.writeValueAsBytes(ExampleRequest.of(served))
                : golden.getBytes(StandardCharsets.UTF_8);
    }

    private void repeat(Sample sample, long end) {
        try {
            caller.post(sample.path(), sample.body(), left(end).plus(LAST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        thread.interrupt();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started after the server, which comes before. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
