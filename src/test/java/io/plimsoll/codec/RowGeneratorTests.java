package io.plimsoll.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.TensorType;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.RowProblem;
import io.plimsoll.prediction.RowSelection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Contracts made by chance, each bound to a graph's signature: what is made to be valid is decoded, and what is made
 * with one fault is refused by that fault's field and rule and by nothing else.
 */
class RowGeneratorTests {

    private static final int CONTRACTS = Integer.getInteger("contracts", 400);
    private static final int VALID = 20;
    private static final List<List<Integer>> SHAPES =
            List.of(List.of(-1), List.of(4), List.of(-1, 3), List.of(1, 2), List.of(-1, -1, 2), List.of(2, 3, 2));

    @Test
    void everyValidRowIsTakenAndEveryOtherIsRefusedByItsFieldAndRule() {
        Map<Rule, Integer> faults = new EnumMap<>(Rule.class);
        for (long seed = 0; seed < CONTRACTS; seed++) {
            Binding binding = RandomContracts.binding(seed);
            var generator = new RowGenerator(binding, seed);
            var rows = new ArrayList<GeneratedRow>();
            for (int i = 0; i < VALID; i++) {
                rows.add(generator.valid());
            }
            rows.addAll(generator.faulty());
            RequestDecoder decoder = Decoding.decoder(binding);
            for (GeneratedRow row : rows) {
                assertAsExpected(decoder, row, seed);
                if (row.fault() != null) {
                    faults.merge(row.fault().rule(), 1, Integer::sum);
                }
            }
            assertTogether(decoder, rows, seed);
        }
        assertThat(faults).containsOnlyKeys(Rule.values());
        assertThat(faults.values()).allMatch(count -> count > CONTRACTS / 20);
    }

    @Test
    void wholeTensorsAreTakenAndRefusedInTheSameWay() {
        int seed = 0;
        for (ElementType element : ElementType.values()) {
            for (List<Integer> shape : SHAPES) {
                var type = new TensorType(
                        element, shape.stream().map(Dimension::new).toList());
                Binding binding = new Bindings().input("x", type, element).build();
                var generator = new RowGenerator(binding, seed);
                RequestDecoder decoder = Decoding.decoder(binding);
                for (int i = 0; i < VALID; i++) {
                    assertAsExpected(decoder, generator.valid(), seed);
                    List<GeneratedRow> faulty = generator.faulty();
                    assertThat(faulty).hasSizeGreaterThan(5);
                    for (GeneratedRow row : faulty) {
                        assertAsExpected(decoder, row, seed);
                    }
                }
                seed++;
            }
        }
    }

    private static void assertAsExpected(RequestDecoder decoder, GeneratedRow row, long seed) {
        DecodedCall decoded = decoder.decode(call(row.json(), Call.Form.SINGLE));
        assertThat(decoded).as(() -> "seed " + seed + ": " + row).isInstanceOf(DecodedCall.Rows.class);
        assertThat(faults(((DecodedCall.Rows) decoded).rows().getFirst().problems()))
                .as(() -> "seed " + seed + ": " + row)
                .isEqualTo(expected(row));
    }

    /** In a batch, no row changes what is said of another. */
    private static void assertTogether(RequestDecoder decoder, List<GeneratedRow> rows, long seed) {
        List<GeneratedRow> some = rows.subList(Math.max(0, VALID - 5), Math.min(rows.size(), VALID + 40));
        String body = some.stream().map(GeneratedRow::json).collect(Collectors.joining(",", "[", "]"));
        DecodedCall.Rows decoded = Decoding.rows(decoder.decode(call(body, Call.Form.BATCH)));
        assertThat(decoded.rows().stream().map(row -> faults(row.problems())))
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        some.stream().map(RowGeneratorTests::expected).toList());
    }

    private static List<GeneratedRow.Fault> expected(GeneratedRow row) {
        return row.fault() == null ? List.of() : List.of(row.fault());
    }

    private static List<GeneratedRow.Fault> faults(List<RowProblem> problems) {
        return problems.stream()
                .map(problem -> new GeneratedRow.Fault(problem.field(), problem.rule()))
                .toList();
    }

    private static Call call(String body, Call.Form form) {
        return Calls.of(body.getBytes(StandardCharsets.UTF_8), form, RowSelection.ALL);
    }
}
