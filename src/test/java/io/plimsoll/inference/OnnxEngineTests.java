package io.plimsoll.inference;

import static io.plimsoll.inference.Bindings.field;
import static io.plimsoll.inference.Bindings.integer;
import static io.plimsoll.inference.Bindings.number;
import static io.plimsoll.inference.Bindings.numbers;
import static io.plimsoll.inference.Bindings.text;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.load;
import static io.plimsoll.inference.Graphs.longs;
import static io.plimsoll.inference.Graphs.numbers;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Signature;
import io.plimsoll.prediction.Block;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxEngineTests {

    @Test
    void a_row_of_numbers_gets_its_score_in_the_first_run_and_in_the_pinned_ones_after_it() {
        try (var engine = load("linear", linear())) {
            for (int i = 0; i < 4; i++) {
                double[] row = new double[20];
                Arrays.fill(row, i);
                // The weights are (i + 1) / 8 and add up to 26.25.
                assertThat(floats(outputs(engine, numbers(row)), 0)).containsExactly(0.5f + 26.25f * i);
            }
        }
    }

    private static Bindings linear() {
        return new Bindings()
                .matrix("features", ElementType.FLOAT, numbers(20))
                .output("score", ElementType.FLOAT, 1);
    }
}
