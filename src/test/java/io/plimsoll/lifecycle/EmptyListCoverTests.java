package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.lifecycle.GoldenRow.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static GoldenRow answered(String inputs) {
        return new GoldenRow(1, bytes(inputs), new Expectation.Answers(GoldenRows.JSON.nullNode(), null, null));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
