package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Signature;
import io.plimsoll.graph.Graph;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyListCoverTests {

    @Test
    void aListThatMayBeEmptyNeedsAnAnsweredRowThatHasItEmpty() {
        assertThat(EmptyListCover.problems(Contracts.withList("items", 0), List.of(answered("{\"items\":[1]}"))))
                .containsExactly("min_items: 0 of items needs a golden row that is answered with the list empty; add"
                        + " one, or write min_items: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[]}", "{\"items\":null}", "{}"})
    void suchARowProvesIt(String inputs) {
        assertThat(EmptyListCover.problems(Contracts.withList("items", 0), List.of(answered(inputs))))
                .isEmpty();
    }

    @Test
    void aRefusedRowProvesNothing() {
        var refused = new GoldenRow(1, bytes("{\"items\":[]}"), new Expectation.Refuses(Set.of("items")));
        assertThat(EmptyListCover.problems(Contracts.withList("items", 0), List.of(refused)))
                .hasSize(1);
    }

    @Test
    void aListThatMayNotBeEmptyNeedsNoProof() {
        assertThat(EmptyListCover.problems(Contracts.withList("items", 1), List.of()))
                .isEmpty();
    }

    @Test
    void anEmptyListThatWouldEndTheProcessIsRefusedBeforeItRuns() {
        assertThat(EmptyListCover.deadly(Contracts.withList("visits", 0), graph(Set.of("GRU"))))
                .singleElement()
                .asString()
                .contains("min_items: 0 of visits", "the operator GRU", "write min_items: 1");
        assertThat(EmptyListCover.deadly(Contracts.withList("visits", 1), graph(Set.of("GRU"))))
                .isEmpty();
        assertThat(EmptyListCover.deadly(Contracts.withList("visits", 0), graph(Set.of())))
                .isEmpty();
    }

    private static Graph graph(Set<String> abortingOnEmpty) {
        var signature = new Signature(Map.of(), Map.of(), Set.of());
        return new Graph(signature, 9, Map.of(), List.of(), List.of(), abortingOnEmpty, List.of(), List.of());
    }

    private static GoldenRow answered(String inputs) {
        return new GoldenRow(1, bytes(inputs), new Expectation.Answers(GoldenRows.JSON.nullNode(), null, null));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
