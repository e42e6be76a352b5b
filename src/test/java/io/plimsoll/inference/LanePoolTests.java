package io.plimsoll.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lanes that never run anything. */
@Timeout(60)
class LanePoolTests {

    private final LanePool pool = new LanePool(null, 2, LaneLimits.of(2, 16));

    @Test
    void noLaneIsOutTwice() throws Exception {
        Lane one = pool.take(Graphs.far());
        Lane other = pool.take(Graphs.far());

        assertThat(one).isNotSameAs(other);
    }

    @Test
    void aCallThatIsLateGetsNoLaneEvenIfOneIsFree() {
        assertThatThrownBy(() -> pool.take(new Deadline(System.nanoTime() - 1)))
                .isInstanceOfSatisfying(
                        RunFailed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(new Failure.DeadlineExceeded()));
        assertThat(pool.atHome()).isEqualTo(2);
    }

    @Test
    void lanesAtHomeAreCounted() throws Exception {
        Lane lane = pool.take(Graphs.far());
        assertThat(pool.atHome()).isEqualTo(1);

        pool.giveBack(lane);
        assertThat(pool.atHome()).isEqualTo(2);
    }

    @Test
    void theLaneThatCameHomeLastGoesOutFirst() throws Exception {
        Lane lane = pool.take(Graphs.far());
        pool.giveBack(lane);

        assertThat(pool.take(Graphs.far())).isSameAs(lane);
    }

    @Test
    void whoWaitsGetsTheLaneThatComesHome() throws Exception {
        pool.take(Graphs.far());
        Lane lane = pool.take(Graphs.far());
        FutureTask<Lane> waiting = waiting(() -> pool.take(Graphs.far()));

        pool.giveBack(lane);

        assertThat(waiting.get()).isSameAs(lane);
    }

    @Test
    void whoWaitsGivesUpAtTheDeadline() throws Exception {
        pool.take(Graphs.far());
        pool.take(Graphs.far());
        var deadline = Deadline.after(System.nanoTime(), Duration.ofMillis(20));

        assertThatThrownBy(() -> pool.take(deadline))
                .isInstanceOfSatisfying(
                        RunFailed.class, e -> assertThat(e.failure()).isEqualTo(new Failure.DeadlineExceeded()));
    }

    @Test
    void whoWaitsIsToldOfTheClosingAtOnce() throws Exception {
        pool.take(Graphs.far());
        pool.take(Graphs.far());
        FutureTask<Lane> waiting = waiting(() -> pool.take(Graphs.far()));

        assertThat(pool.drain(Duration.ZERO)).isFalse();

        assertThatThrownBy(waiting::get)
                .cause()
                .isInstanceOfSatisfying(
                        RunFailed.class, e -> assertThat(e.failure()).isEqualTo(new Failure.Draining()));
    }

    @Test
    void drainingEndsWhenTheLastLaneIsHome() throws Exception {
        Lane lane = pool.take(Graphs.far());
        FutureTask<Boolean> draining = waiting(() -> pool.drain(Duration.ofMinutes(1)));

        pool.giveBack(lane);

        assertThat(draining.get()).isTrue();
    }

    @Test
    void anInterruptDoesNotCutDrainingShortAndIsKept() throws Exception {
        Lane lane = pool.take(Graphs.far());
        var interrupted = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            boolean home = pool.drain(Duration.ofMinutes(1));
            return home && Thread.currentThread().isInterrupted();
        });
        Thread thread = start(interrupted);
        awaitWaiting(thread);

        pool.giveBack(lane);

        assertThat(interrupted.get()).isTrue();
    }

    private static <T> FutureTask<T> waiting(Callable<T> work) {
        var task = new FutureTask<>(work);
        awaitWaiting(start(task));
        return task;
    }

    private static Thread start(Runnable task) {
        return Thread.ofPlatform().daemon().start(task);
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(thread.isAlive()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }
}
