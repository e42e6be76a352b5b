package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitedEngineTests {

    private static final Engine.Run DONE = new Engine.Run.Done(List.of());
    private static final Features ONE = new Features(1, 1);

    private final Bulkhead waiting = Bulkhead.of(
            "waiting",
            BulkheadConfig.custom()
                    .maxConcurrentCalls(1)
                    .maxWaitDuration(Duration.ZERO)
                    .build());
    private final FakeEngine engine = new FakeEngine();
    private final Engine limited = new TimeLimitedEngine(engine, waiting);

    /** Runs at once, or begins what the test ends. */
    private static final class FakeEngine implements Engine {

        private final CompletableFuture<Run> begun = new CompletableFuture<>();
        private boolean slow;

        @Override
        public Run run(Features features, Deadline deadline) {
            return DONE;
        }

        @Override
        public Future<Run> begin(Features features, Deadline deadline) {
            return begun;
        }

        @Override
        public boolean handsOver() {
            return slow;
        }

        @Override
        public void close() {}
    }

    @Test
    void aQuickRunHappensOnTheCallersThread() {
        assertThat(limited.run(ONE, soon())).isSameAs(DONE);
    }

    @Test
    void aCallerOfASlowRunLeavesAtItsDeadlineAndTheRunIsGivenUp() {
        engine.slow = true;
        long start = System.nanoTime();

        assertThat(limited.run(ONE, soon())).isEqualTo(new Engine.Run.Failed(new Failure.DeadlineExceeded()));

        // The time limiter counts whole milliseconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(48));
        assertThat(engine.begun).isCancelled();
        assertThat(waiting.getMetrics().getAvailableConcurrentCalls()).isOne();
    }

    @Test
    void aSlowRunThatIsBackInTimeIsTheAnswer() {
        engine.slow = true;
        engine.begun.complete(DONE);

        assertThat(limited.run(ONE, soon())).isSameAs(DONE);
    }

    @Test
    void aDefectOfARunIsADefectOfTheCall() {
        engine.slow = true;
        engine.begun.completeExceptionally(new IllegalStateException("a defect"));

        assertThatIllegalStateException()
                .isThrownBy(() -> limited.run(ONE, soon()))
                .withMessage("a defect");
        assertThat(waiting.getMetrics().getAvailableConcurrentCalls()).isOne();
    }

    @Test
    void whereEnoughWaitForSlowModelsTheNextIsToldSoAndAQuickOneIsNot() throws Exception {
        engine.slow = true;
        var first = new FutureTask<>(() -> limited.run(ONE, new Deadline(System.nanoTime() + 30_000_000_000L)));
        Thread.ofPlatform().daemon().start(first);
        while (waiting.getMetrics().getAvailableConcurrentCalls() > 0) {
            Thread.onSpinWait();
        }

        assertThat(limited.run(ONE, soon()))
                .isInstanceOfSatisfying(
                        Engine.Run.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.Overloaded.class));
        assertThat(new TimeLimitedEngine(new FakeEngine(), waiting).run(ONE, soon()))
                .isSameAs(DONE);

        engine.begun.complete(DONE);
        assertThat(first.get()).isSameAs(DONE);
    }

    @Test
    void whoIsInterruptedIsToldThatTheServiceLeaves() throws Exception {
        engine.slow = true;
        var caller = new FutureTask<>(() -> limited.run(ONE, new Deadline(System.nanoTime() + 30_000_000_000L)));
        Thread thread = Thread.ofPlatform().daemon().start(caller);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        thread.interrupt();

        assertThat(caller.get()).isEqualTo(new Engine.Run.Failed(new Failure.Draining()));
    }

    private static Deadline soon() {
        return Deadline.after(System.nanoTime(), Duration.ofMillis(50));
    }
}
