package io.plimsoll.inference;

import static io.plimsoll.inference.Bound.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.NumberType;
import io.plimsoll.prediction.Features;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory of inputs that lists fill: it follows the lists up to a bound, and stays for the next run. */
class InputTensorsTests {

    @Test
    void memoryForListsGrowsByDoublingAndServesAllThatAreShorter() throws Exception {
        var memory = new CountingArena();
        try (var stop = new StopSwitch();
                var inputs = new InputTensors(TensorPlan.of(prices()), Library.TEXT, 1, memory)) {
            for (int length = 0; length <= 1000; length++) {
                inputs.fill(prices(length), stop);
                assertThat(inputs.tensors().get("prices").getInfo().getShape()).containsExactly(1, length);
            }
            long grown = memory.bytes;
            inputs.fill(prices(0), stop);
            inputs.fill(prices(17), stop);

            int both = 2;
            assertThat(grown).isLessThanOrEqualTo(both * 4L * 1000 * Float.BYTES);
            assertThat(memory.bytes).isEqualTo(grown);
        }
    }

    @Test
    void aLaneKeepsMemoryForListsOfUsualLengthOnly() throws Exception {
        Binding binding = prices();
        List<TensorPlan> plans = TensorPlan.of(binding);
        try (var session =
                Library.ENVIRONMENT.createSession(Graphs.path("list_scores").toString())) {
            var graph = new LoadedGraph(
                    session,
                    binding,
                    plans,
                    Library.TEXT,
                    Pins.none(binding.outputs()),
                    RowGroups.of(binding, Graphs.SETTINGS.maxRunCells()),
                    new OutputReader(100, Library.TEXT));

            assertThat(graph.keeps(prices(0))).isTrue();
            assertThat(graph.keeps(prices(Pins.MAX_CELLS))).isTrue();
            assertThat(graph.keeps(prices(Pins.MAX_CELLS + 1))).isFalse();
        }
    }

    private static Binding prices() {
        var number = new NumberType(null, null);
        return Bound.to("list_scores")
                .records("items", 0, 10_000, "weights", null, member("p", number, "prices", new Filler.Zeros()))
                .answers("share", "total")
                .bind();
    }

    private static Features prices(int length) {
        var features = new Features(1, 1);
        int first = features.addCells(length);
        for (int i = 0; i < length; i++) {
            features.putCell(first + i, 0);
        }
        features.putItems(features.addRow(), 0, first, length);
        return features;
    }

    /** Counts what is asked of it; freed when nothing refers to it. */
    private static final class CountingArena implements Arena {

        private final Arena arena = Arena.ofAuto();
        private long bytes;

        @Override
        public MemorySegment allocate(long byteSize, long byteAlignment) {
            bytes += byteSize;
            return arena.allocate(byteSize, byteAlignment);
        }

        @Override
        public MemorySegment.Scope scope() {
            return arena.scope();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("an automatic arena cannot be closed");
        }
    }
}
