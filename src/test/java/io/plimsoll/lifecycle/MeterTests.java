package io.plimsoll.lifecycle;

import static io.plimsoll.lifecycle.FakeModel.failed;
import static io.plimsoll.lifecycle.FakeModel.y;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.lifecycle.GoldenRow.Expectation;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTests {

    /** Seven bytes of inputs. */
    private static final GoldenRow ROW = new GoldenRow(
            1,
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
            new Expectation.Answers(GoldenRows.JSON.readTree("{\"y\":1}"), null, null));

    private final FakeModel right = new FakeModel((inputs, call) -> y(1));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"16, 1000, 16", "16, 41, 5", "16, 40, 4", "16, 9, 1"})
    void theBatchHoldsAsManyRowsAsRowsAndBytesAllow(int maxRows, int maxBody, int rows) throws IOException {
        assertThat(measure(right, Contracts.limits(maxRows, maxBody)))
                .isInstanceOfSatisfying(
                        Meter.Reading.Taken.class,
                        taken -> assertThat(taken.measurement().fullBatch().rows())
                                .isEqualTo(rows));
        assertThat(right.calls).allMatch(call -> call.length() <= maxBody);
    }

    @Test
    void aBodyThatHoldsNoListOfOneRowIsNotMeasuredAsABatch() throws IOException {
        assertThat(measure(right, Contracts.limits(16, 8)))
                .isInstanceOfSatisfying(
                        Meter.Reading.Taken.class,
                        taken -> assertThat(taken.measurement().fullBatch()).isNull());
        assertThat(right.count(Call.Form.BATCH)).isZero();
    }

    @Test
    void figuresTellOfRequestsAndFiles() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "abc");
        assertThat(measure(right, Limits.DEFAULT)).isInstanceOfSatisfying(Meter.Reading.Taken.class, taken -> {
            assertThat(taken.measurement().oneRow().requests()).isPositive();
            assertThat(taken.measurement().oneRow().p50()).isPositive();
            assertThat(taken.measurement().fileBytes()).containsEntry("model.onnx", 3L);
        });
    }

    @Test
    void rowsAndBatchesAreWarmedBeforeTheyAreTimed() throws IOException {
        measure(right, Contracts.limits(4, 1000));
        for (Call.Form form : Call.Form.values()) {
            List<Call.Origin> origins = right.calls.stream()
                    .filter(call -> call.form() == form)
                    .map(Call::origin)
                    .toList();
            assertThat(origins.getFirst()).isEqualTo(Call.Origin.WARMUP);
            assertThat(origins.subList(origins.lastIndexOf(Call.Origin.WARMUP) + 1, origins.size()))
                    .isNotEmpty()
                    .containsOnly(Call.Origin.VERIFY);
            assertThat(origins.indexOf(Call.Origin.VERIFY)).isEqualTo(origins.lastIndexOf(Call.Origin.WARMUP) + 1);
        }
    }

    @Test
    void aRequestThatIsNotAnsweredIsNoFastRequest() throws IOException {
        var failing = new FakeModel((inputs, call) -> failed(new Failure.Internal("out of memory")));
        assertThat(measure(failing, Limits.DEFAULT))
                .isEqualTo(
                        new Meter.Reading.Spoilt("request 1 with 1 row is not answered: a row fails: out of memory"));
    }

    @Test
    void oneRowThatFailsInABatchSpoilsIt() throws IOException {
        var counter = new int[1];
        var failing = new FakeModel((inputs, call) -> call.form() == Call.Form.BATCH && counter[0]++ % 3 == 2
                ? failed(new Failure.InvalidOutput("result y: NaN"))
                : y(1));
        assertThat(measure(failing, Contracts.limits(4, 1000)))
                .isEqualTo(
                        new Meter.Reading.Spoilt("request 1 with 4 rows is not answered: a row fails: result y: NaN"));
    }

    private Meter.Reading measure(FakeModel model, Limits limits) throws IOException {
        Contract contract = Contracts.of(new Form.Number(null), limits);
        return new Meter(contract, new GoldenCalls(model, Limits.DEFAULT, GoldenCalls.PATIENCE), List.of(ROW))
                .measure(folder, OptionalLong.empty());
    }
}
