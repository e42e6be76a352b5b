package io.plimsoll.lifecycle;

import static io.plimsoll.lifecycle.FakeModel.failed;
import static io.plimsoll.lifecycle.FakeModel.refused;
import static io.plimsoll.lifecycle.FakeModel.y;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenCheckTests {

    private static final Contract CONTRACT = Contracts.of(new Form.Number(null));

    @Test
    void saysInWhichWaysTheRowsWereSent() {
        var right = new FakeModel((inputs, call) -> y(inputs.path("a")));
        assertThat(check(CONTRACT, right, rows(3)))
                .isEqualTo(new GoldenCheck.Findings(List.of(), "3 rows as expected, alone, again and in batches"));
        assertThat(check(CONTRACT, right, rows(1)).done()).isEqualTo("1 row as expected, alone and again");
        assertThat(check(Contracts.synthesised(new Form.Nested()), right, rows(3))
                        .done())
                .isEqualTo("3 rows as expected, alone and again");
        assertThat(check(Contracts.of(new Form.Number(null), Contracts.limits(1, 1000)), right, rows(3))
                        .done())
                .isEqualTo("3 rows as expected, alone and again");
    }

    @Test
    void batchesAreNoLargerThanTheContractAllows() {
        var right = new FakeModel((inputs, call) -> y(inputs.path("a")));
        Contract four = Contracts.of(new Form.Number(null), Contracts.limits(4, 1000));
        assertThat(check(four, right, rows(10)).problems()).isEmpty();
        assertThat(right.count(Call.Form.SINGLE)).isEqualTo(20);
        assertThat(right.count(Call.Form.BATCH)).isEqualTo(3);
    }

    @Test
    void twoRunsOfARowMustAgree() {
        var counter = new int[1];
        // Each answer is within the tolerance of 0; the two are not within it of each other.
        var unsteady = new FakeModel((inputs, call) -> y(counter[0]++ % 2 == 0 ? "0.000009" : "-0.000009"));
        assertThat(check(CONTRACT, unsteady, List.of(row(0))).problems())
                .singleElement()
                .asString()
                .startsWith("samples.jsonl:1: two runs of the same row do not agree: y should be");
    }

    @Test
    void aRowMustBeAnsweredTheSecondTimeToo() {
        var counter = new int[1];
        var once = new FakeModel(
                (inputs, call) -> counter[0]++ == 0 ? y(0) : failed(new Failure.Internal("the graph refused")));
        assertThat(check(CONTRACT, once, List.of(row(0))).problems())
                .containsExactly("samples.jsonl:1: is answered once and then fails: the graph refused");
    }

    @Test
    void aRowMustBeAnsweredInABatchAsItIsAlone() {
        var mixing = new FakeModel((inputs, call) -> call.form() == Call.Form.SINGLE ? y(inputs.path("a")) : y(1));
        assertThat(check(CONTRACT, mixing, rows(3)).problems())
                .containsExactly(
                        "samples.jsonl:1: in a batch: y should be 0 but is 1",
                        "samples.jsonl:3: in a batch: y should be 2 but is 1");
        var failing = new FakeModel((inputs, call) ->
                call.form() == Call.Form.SINGLE ? y(inputs.path("a")) : failed(new Failure.Internal("no batches")));
        assertThat(check(CONTRACT, failing, rows(2)).problems())
                .contains("samples.jsonl:1: in a batch: should be answered but fails: no batches");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|''",
                "a|should refuse [a, b] but refuses [a]",
                "a,b,c|should refuse [a, b] but refuses [a, b, c]",
            })
    void aRefusalNamesExactlyTheExpectedFields(String fields, String problem) {
        var model = new FakeModel((inputs, call) -> refused(fields.split(",")));
        assertThat(check(CONTRACT, model, List.of(refusal())).problems())
                .isEqualTo(problem.isEmpty() ? List.of() : List.of("samples.jsonl:1: " + problem));
    }

    @Test
    void aRowThatShouldBeRefusedIsNotAnswered() {
        assertThat(check(CONTRACT, new FakeModel((inputs, call) -> y(1)), List.of(refusal()))
                        .problems())
                .containsExactly("samples.jsonl:1: should refuse [a, b] but is answered");
    }

    @Test
    void aRowThatFailsIsToldWithItsReason() {
        var refusing = new FakeModel((inputs, call) -> refused("a"));
        assertThat(check(CONTRACT, refusing, List.of(row(0))).problems())
                .containsExactly("samples.jsonl:1: should be answered but is refused: a is missing");
        var faulty = new FakeModel((inputs, call) -> failed(new Failure.InvalidOutput("result y: not finite")));
        assertThat(check(CONTRACT, faulty, List.of(row(0))).problems())
                .containsExactly("samples.jsonl:1: should be answered but fails: result y: not finite");
    }

    @Test
    void twentyProblemsAreEnough() {
        var wrong = new FakeModel((inputs, call) -> y(-1));
        assertThat(check(CONTRACT, wrong, rows(30)).problems()).hasSize(20);
        assertThat(wrong.calls).hasSize(20);
    }

    @Test
    void aGraphThatDoesNotEndCostsOnePatienceAndNotOneForEveryRow() {
        var endless = new FakeModel((inputs, call) -> failed(new Failure.DeadlineExceeded()));
        assertThat(check(CONTRACT, endless, rows(30)).problems())
                .containsExactly(
                        "samples.jsonl:1: should be answered but fails: the deadline passed",
                        "samples.jsonl: no more rows were sent after one that took longer than 7 s");
        assertThat(endless.calls).hasSize(1);
    }

    private static GoldenCheck.Findings check(Contract contract, FakeModel model, List<GoldenRow> rows) {
        return new GoldenCheck(contract, Halves.NONE, new GoldenCalls(model, Limits.DEFAULT, Duration.ofSeconds(7)))
                .run(rows);
    }

    private static List<GoldenRow> rows(int number) {
        return IntStream.range(0, number).mapToObj(GoldenCheckTests::row).toList();
    }

    /** A row whose result is its input. */
    private static GoldenRow row(int a) {
        byte[] inputs = ("{\"a\":" + a + "}").getBytes(StandardCharsets.UTF_8);
        return new GoldenRow(
                a + 1, inputs, new Expectation.Answers(GoldenRows.JSON.readTree("{\"y\":" + a + "}"), null, null));
    }

    private static GoldenRow refusal() {
        return new GoldenRow(1, "{}".getBytes(StandardCharsets.UTF_8), new Expectation.Refuses(Set.of("a", "b")));
    }
}
