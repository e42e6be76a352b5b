package io.plimsoll.inference;

import static io.plimsoll.inference.Bound.member;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.parts;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.NumberType;
import io.plimsoll.prediction.Engine.Part;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever rows share a call, each gets the answer that it gets alone: random rows of random lengths. */
class RaggedRowsTests {

    private static final int CALLS = 300;
    private static final int MOST_ROWS = 12;
    private static final int MOST_ITEMS = 40;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRowIsAnsweredAsIfItWereAlone(boolean padded) {
        var random = new Random(padded ? 1 : 2);
        try (var engine = shares(padded ? new Filler.Number(1e6) : null).load()) {
            for (int call = 0; call < CALLS; call++) {
                Features features = rows(random, 1 + random.nextInt(MOST_ROWS));
                List<Answer> expected = IntStream.range(0, features.rows())
                        .mapToObj(row -> Answer.of(outputs(engine, features.select(row)), 0, features, row))
                        .toList();

                List<Part> parts = parts(engine, features);

                assertThat(answers(parts, features)).isEqualTo(expected);
                assertThat(lengthsOfParts(parts, features)).allMatch(lengths -> padded || lengths.size() == 1);
            }
        }
    }

    /** Prices of items; those behind the end weigh nothing, whatever stands there. */
    private static Bound shares(@Nullable Filler pad) {
        var number = new NumberType(null, null);
        return Bound.to("list_scores")
                .records("items", 0, MOST_ITEMS, "weights", null, member("price", number, "prices", pad))
                .answers("share", "total");
    }

    // Whole numbers, whose sums are exact in any order.
    private static Features rows(Random random, int count) {
        var features = new Features(1, 1);
        for (int i = 0; i < count; i++) {
            int row = features.addRow();
            int items = random.nextInt(MOST_ITEMS + 1);
            int first = features.addCells(items);
            for (int item = 0; item < items; item++) {
                features.putCell(first + item, Double.doubleToRawLongBits(1 + random.nextInt(10_000)));
            }
            features.putItems(row, 0, first, items);
        }
        return features;
    }

    private static List<Answer> answers(List<Part> parts, Features features) {
        var answers = new ArrayList<Answer>();
        for (int row = 0; row < features.rows(); row++) {
            int asked = row;
            for (Part part : parts) {
                IntStream.range(0, part.rows().length)
                        .filter(i -> part.rows()[i] == asked)
                        .forEach(i -> answers.add(Answer.of(part.outputs(), i, features, asked)));
            }
        }
        return answers;
    }

    private static List<List<Integer>> lengthsOfParts(List<Part> parts, Features features) {
        return parts.stream()
                .map(part -> Arrays.stream(part.rows())
                        .mapToObj(row -> features.items(row, 0))
                        .distinct()
                        .toList())
                .toList();
    }

    /** What a row is told: its total, and a share for each of its items. */
    private record Answer(float total, List<Float> shares) {

        private static Answer of(Outputs outputs, int row, Features features, int asked) {
            float[] shares = floats(outputs, 0);
            int length = shares.length / outputs.rows();
            return new Answer(
                    floats(outputs, 1)[row],
                    IntStream.range(0, features.items(asked, 0))
                            .mapToObj(item -> shares[row * length + item])
                            .toList());
        }
    }
}
