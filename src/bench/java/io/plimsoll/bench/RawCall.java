package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The floor: ONNX Runtime's run alone, every row's tensors made beforehand. */
final class RawCall implements AutoCloseable {

    private static final int CALLS = 120_000;

    private final Graph graph;
    private final List<Lane> lanes = new ArrayList<>();

    RawCall(BareModel model, List<byte[]> bodies) throws OrtException {
        graph = model.graph();
        for (byte[] body : bodies) {
            var lane = new Lane(graph);
            model.decode(body, body.length, lane);
            lanes.add(lane);
        }
    }

    /** Runs all rows in turn, and answers the nanoseconds of CPU that one call took. */
    double nanosPerCall() throws OrtException {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int call = 0; call < CALLS; call++) {
            lanes.get(call % lanes.size()).run();
        }
        return (double) (threads.getCurrentThreadCpuTime() - before) / CALLS;
    }

    @Override
    public void close() throws OrtException {
        lanes.forEach(Lane::close);
        graph.close();
    }
}
