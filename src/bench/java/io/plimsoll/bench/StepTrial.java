package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import io.plimsoll.codec.CodecSteps;
import io.plimsoll.codec.JsonPredictor;
import io.plimsoll.codec.PredictionIds;
import io.plimsoll.contract.Limits;
import io.plimsoll.inference.EngineSettings;
import io.plimsoll.inference.OnnxEngine;
import io.plimsoll.inference.PreparedRun;
import io.plimsoll.inference.UnusableGraphException;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Observer;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowSelection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of request: the service's own classes, what each step of each body starts from, and what was measured. */
final class StepTrial implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_MICRO = 1_000;

    final StepCase request;
    final Map<Step, List<Double>> micros = new EnumMap<>(Step.class);

    private final CodecSteps codec;
    private final OnnxEngine engine;
    private final JsonPredictor predictor;
    private final Graph graph;
    private final List<Call> calls = new ArrayList<>();
    private final List<Features> features = new ArrayList<>();
    private final List<Engine.Part> parts = new ArrayList<>();
    private final List<PreparedRun> prepared = new ArrayList<>();

    /** What the last step made, so that no compiler leaves the step out. */
    volatile @Nullable Object made;

    /** Takes every body through all steps once. */
    StepTrial(StepCase request) throws IOException, OrtException, UnusableGraphException {
        this.request = request;
        BoundPackage bound = BoundPackage.of(request.folder());
        codec = new CodecSteps(bound.binding());
        engine = OnnxEngine.load(bound.graph(), bound.binding(), EngineSettings.defaults());
        predictor = new JsonPredictor(bound.binding(), engine, Observer.NONE, PredictionIds.random(), System::nanoTime);
        graph = new Graph(bound.graph(), List.of());
        for (byte[] body : request.bodies()) {
            var call = call(body);
            Features decoded = codec.decode(call);
            calls.add(call);
            features.add(decoded);
            parts.add(run(decoded, call));
            prepared.add(new PreparedRun(graph.session, bound.binding(), decoded));
        }
    }

    private static Call call(byte[] body) {
        return new Call(
                body,
                body.length,
                Call.Form.SINGLE,
                RowSelection.ALL,
                Limits.DEFAULT,
                Deadline.after(System.nanoTime(), Duration.ofDays(1)),
                "benchmark",
                "0".repeat(32),
                Call.Origin.VERIFY);
    }

    private Engine.Part run(Features decoded, Call call) {
        return switch (engine.run(decoded, call.deadline())) {
            case Engine.Run.Done(var done) -> done.getFirst();
            case Engine.Run.Failed(var failure) -> throw new IllegalStateException(failure.toString());
        };
    }

    /** Takes all bodies through every step, at least so many calls a step, and keeps nothing. */
    void warmUp(int least) throws OrtException {
        for (int done = 0; done < least; done += calls.size()) {
            for (Step step : Step.values()) {
                nanosOfAllBodies(step);
            }
        }
    }

    /** Measures every step, all bodies through one and then through the next, over and over. */
    void measure(int least) throws OrtException {
        var nanos = new EnumMap<Step, Long>(Step.class);
        int done = 0;
        for (; done < least; done += calls.size()) {
            for (Step step : Step.values()) {
                nanos.merge(step, nanosOfAllBodies(step), Long::sum);
            }
        }
        for (Step step : Step.values()) {
            micros.computeIfAbsent(step, any -> new ArrayList<>())
                    .add(nanos.getOrDefault(step, 0L) / NANOS_PER_MICRO / done);
        }
    }

    private long nanosOfAllBodies(Step step) throws OrtException {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int body = 0; body < calls.size(); body++) {
            made = take(step, body);
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private Object take(Step step, int body) throws OrtException {
        return switch (step) {
            case DECODE -> codec.decode(calls.get(body));
            case RUN -> run(features.get(body), calls.get(body));
            case GRAPH -> {
                prepared.get(body).run();
                yield prepared;
            }
            case ENCODE -> codec.encode(parts.get(body), features.get(body));
            case WHOLE -> predict(calls.get(body));
        };
    }

    private Answer predict(Call call) {
        Answer answer = predictor.predict(call);
        if (answer instanceof Answer.Rows rows && rows.rows().getFirst() instanceof RowAnswer.Predicted) {
            return answer;
        }
        throw new IllegalStateException(request.title() + " was not answered");
    }

    @Override
    public void close() throws OrtException {
        prepared.forEach(PreparedRun::close);
        graph.close();
        engine.close();
    }
}
