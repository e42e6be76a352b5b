package io.plimsoll.codec;

import static io.plimsoll.codec.Decoding.numberAt;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** An engine that does what a test says, and remembers what it was given. */
final class FakeEngine implements Engine {

    final List<Features> runs = new ArrayList<>();
    final List<Deadline> deadlines = new ArrayList<>();
    private final Function<Features, Run> graph;

    private FakeEngine(Function<Features, Run> graph) {
        this.graph = graph;
    }

    static FakeEngine answering(Function<Features, Run> graph) {
        return new FakeEngine(graph);
    }

    /** Answers each row's first field as a double. */
    static FakeEngine echo() {
        return new FakeEngine(FakeEngine::echo);
    }

    static Run echo(Features features) {
        double[] cells = new double[features.rows()];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = numberAt(features, row, 0);
        }
        return together(new Outputs(
                cells.length, List.of(new Outputs.Tensor.Doubles(new long[] {cells.length, 1}, cells))));
    }

    /** A run that all rows shared, in order. */
    static Run together(Outputs outputs) {
        return new Run.Done(
                List.of(new Part(outputs, IntStream.range(0, outputs.rows()).toArray())));
    }

    List<Integer> runSizes() {
        return runs.stream().map(Features::rows).toList();
    }

    @Override
    public Run run(Features features, Deadline deadline) {
        runs.add(features);
        deadlines.add(deadline);
        return graph.apply(features);
    }

    @Override
    public void close() {}
}
