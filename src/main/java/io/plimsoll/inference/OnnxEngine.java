package io.plimsoll.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.plimsoll.contract.Binding;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a graph in ONNX Runtime, each run on its caller's thread in a lane of its own; never on a virtual thread, which
 * would hold its carrier.
 */
public final class OnnxEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(OnnxEngine.class);

    private final LoadedGraph graph;
    private final LanePool lanes;
    private final Runners runners;
    private final EngineSettings settings;
    private final Future<?> watch;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    private volatile boolean handsOver;

    private OnnxEngine(LoadedGraph graph, EngineSettings settings) {
        this.graph = graph;
        this.settings = settings;
        this.lanes = new LanePool(graph, settings.lanes(), settings.limits());
        this.runners = new Runners(graph.binding().contract().id().model(), lanes, settings.limits(), settings.lanes());
        this.watch = Watchdog.watch(this::stopLate);
    }

    private enum State {
        OPEN,
        CLOSING,
        CLOSED,
        LEAKED
    }

    /**
     * Loads a graph; this can take long, and must not begin once the process is shutting down.
     *
     * @param file the graph; its external data is read from files beside it
     * @param binding the contract that was held against this very graph
     */
    public static OnnxEngine load(Path file, Binding binding, EngineSettings settings) throws UnusableGraphException {
        return load(file, binding, Library.TEXT, settings);
    }

    /** The version of ONNX Runtime that graphs are run by. */
    public static String runtimeVersion() {
        return Library.ENVIRONMENT.getVersion();
    }

    static OnnxEngine load(Path file, Binding binding, TextRoute text, EngineSettings settings)
            throws UnusableGraphException {
        checkTexts(binding, text);
        List<TensorPlan> inputs = TensorPlan.of(binding);
        var outputs = Pins.none(binding.outputs());
        var reader = new OutputReader(settings.maxOutputCells(), text);
        OrtSession session = session(file, binding.contract().threads(), settings);
        RowGroups groups = RowGroups.of(binding, settings.maxRunCells());
        var graph = new LoadedGraph(session, binding, inputs, text, outputs, groups, reader);
        return new OnnxEngine(graph, settings);
    }

    private static void checkTexts(Binding binding, TextRoute text) throws UnusableGraphException {
        Optional<String> garbled = text.carriesEveryCharacter() ? Optional.empty() : BoundTexts.garbled(binding);
        if (garbled.isPresent()) {
            throw new UnusableGraphException(garbled.get()
                    + " needs characters above U+FFFF, such as emoji, which cannot reach a graph on this platform");
        }
    }

    private static OrtSession session(Path file, int threads, EngineSettings settings) throws UnusableGraphException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(
                    settings.outspoken()
                            ? OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING
                            : OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(settings.arena());
            // Requests come side by side: a thread that waits by turning takes the CPU from another's run.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return Library.ENVIRONMENT.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw LoadFailure.of(e);
        }
    }

    @Override
    public Run run(Features features, Deadline deadline) {
        if (features.rows() == 0) {
            return new Run.Failed(new Failure.Internal("a run was asked for no rows"));
        }
        try {
            Lane lane = lanes.take(deadline);
            try {
                return new Run.Done(lane.run(features, deadline));
            } finally {
                lanes.giveBack(lane);
            }
        } catch (RunFailed e) {
            return new Run.Failed(e.failure());
        }
    }

    @Override
    public boolean handsOver() {
        return handsOver;
    }

    @Override
    public void handOver() {
        handsOver = true;
    }

    @Override
    public Future<Run> begin(Features features, Deadline deadline) {
        return features.rows() == 0
                ? CompletableFuture.completedFuture(run(features, deadline))
                : runners.submit(features, deadline);
    }

    /** A run on its caller's thread that is late keeps its caller as well: there must be no second. */
    private void stopLate(long nowNanos) {
        if (lanes.stopLate(nowNanos) && !handsOver) {
            handsOver = true;
            log.warn(
                    "a run of {} was not back by its deadline: from now on its runs have threads of their own",
                    graph.binding().contract().id());
        }
    }

    /**
     * Refuses new runs, waits for those under way, and frees the graph. Runs that are not back in time keep it for
     * good: freeing it under them would end the process. Only the first call does anything.
     */
    @Override
    public void close() {
        if (!state.compareAndSet(State.OPEN, State.CLOSING)) {
            return;
        }
        runners.close();
        if (!lanes.drain(settings.drain())) {
            state.set(State.LEAKED);
            log.error(
                    "the graph of {} stays in memory: runs are still inside {} after closing began",
                    graph.binding().contract().id(),
                    settings.drain());
            return;
        }
        watch.cancel(false);
        lanes.close();
        try {
            graph.session().close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not free a graph: " + e.getCode(), e);
        }
        state.set(State.CLOSED);
    }

    @Override
    public boolean leaked() {
        return state.get() == State.LEAKED;
    }

    @Override
    public @Nullable Deadline heldUntil() {
        return lanes.heldUntil();
    }

    /** How many more runs could begin now. */
    int freeLanes() {
        return lanes.atHome();
    }

    @Override
    public String toString() {
        return "onnx(" + graph.binding().contract().id() + ", " + freeLanes() + " of " + settings.lanes()
                + " lanes free)";
    }
}
