package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.contract.OperatorLimits;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Predictor;
import io.plimsoll.prediction.RowSelection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdmissionsTests {

    private static final Answer ANSWER = new Answer.Failed(new Failure.NotReady("a test"));

    private final LimitsInForce limits = new LimitsInForce();
    private final Admissions admissions = new Admissions(2, limits);
    private final CountDownLatch inside = new CountDownLatch(2);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Test
    void whatIsOverTheBulkheadOfAModelIsRefusedAndAnotherModelIsNot() throws Exception {
        Predictor model = admissions.admit("m", this::stay);
        // Another version of it has no room of its own.
        Predictor successor = admissions.admit("m", call -> ANSWER);
        List<FutureTask<Answer>> callers = List.of(calling(model), calling(model));
        inside.await();

        assertThat(code(successor.predict(call(Call.Origin.CALLER)))).isEqualTo("OVERLOADED");
        assertThat(successor.predict(call(Call.Origin.WARMUP))).isSameAs(ANSWER);
        assertThat(admissions.admit("other", call -> ANSWER).predict(call(Call.Origin.CALLER)))
                .isSameAs(ANSWER);

        leave.countDown();
        for (FutureTask<Answer> caller : callers) {
            assertThat(caller.get()).isSameAs(ANSWER);
        }
        assertThat(successor.predict(call(Call.Origin.CALLER))).isSameAs(ANSWER);
    }

    @Test
    void theOperatorsNumberHoldsAtOnce() throws Exception {
        Predictor model = admissions.admit("m", this::stay);
        limits.layDown(new OperatorLimits(new LimitsOverride(null, null, null, null, null, null, null, 1), Map.of()));
        FutureTask<Answer> caller = calling(model);
        while (inside.getCount() > 1) {
            Thread.onSpinWait();
        }

        assertThat(code(model.predict(call(Call.Origin.CALLER)))).isEqualTo("OVERLOADED");

        leave.countDown();
        assertThat(caller.get()).isSameAs(ANSWER);
    }

    private Answer stay(Call call) {
        inside.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ANSWER;
    }

    private static FutureTask<Answer> calling(Predictor model) {
        var task = new FutureTask<>(() -> model.predict(call(Call.Origin.CALLER)));
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static String code(Answer answer) {
        return ((Answer.Failed) answer).failure().code().name();
    }

    private static Call call(Call.Origin origin) {
        return new Call(
                new byte[0],
                0,
                Call.Form.SINGLE,
                RowSelection.ALL,
                Limits.DEFAULT,
                new Deadline(0),
                "tester",
                "0".repeat(32),
                origin);
    }
}
