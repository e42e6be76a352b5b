package io.plimsoll.inference;

import static io.plimsoll.inference.Fields.number;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine.Run;
import io.plimsoll.prediction.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that callers hand over; 1 makes the endless graph loop for ever, numbers below 0 end it at once. */
@Timeout(120)
class RunnersTests {

    private static final int QUEUE = 3;

    @Test
    void aRunIsAnsweredOnAThreadOfTheEngine() throws Exception {
        try (var engine = endless(1)) {
            Run run = engine.begin(numbers(new double[] {-5}), far()).get(1, TimeUnit.MINUTES);

            assertThat(run)
                    .isInstanceOfSatisfying(
                            Run.Done.class,
                            done -> assertThat(floats(done.parts().getFirst().outputs(), 0))
                                    .containsExactly(-5));
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().startsWith("plimsoll-run-"));
        }
    }

    @Test
    void aRunThatIsGivenUpIsStoppedAndItsLaneServesOn() throws Exception {
        try (var engine = endless(1)) {
            Future<Run> inside = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 0);

            inside.cancel(true);

            await().until(() -> engine.freeLanes() == 1);
            assertThat(engine.begin(numbers(new double[] {-1}), far()).get(1, TimeUnit.MINUTES))
                    .isInstanceOf(Run.Done.class);
        }
    }

    @Test
    void aRunThatIsGivenUpInTheQueueNeverBegins() throws Exception {
        try (var engine = endless(1)) {
            Future<Run> inside = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 0);
            var waiting = new ArrayList<Future<Run>>();
            for (int i = 0; i < QUEUE; i++) {
                waiting.add(engine.begin(numbers(new double[] {1}), far()));
            }
            waiting.forEach(run -> run.cancel(true));
            // They have left their places to others.
            Future<Run> last = engine.begin(numbers(new double[] {-1}), far());
            assertThat(last.isDone()).isFalse();

            inside.cancel(true);

            // Any of those before would have kept the only lane for ever.
            assertThat(last.get(1, TimeUnit.MINUTES)).isInstanceOf(Run.Done.class);
        }
    }

    @Test
    void whatIsOverTheQueueIsRefusedAtOnce() {
        try (var engine = endless(1)) {
            List<Future<Run>> held = fill(engine, far());

            Future<Run> over = engine.begin(numbers(new double[] {-1}), far());

            assertThat(over.state()).isEqualTo(Future.State.SUCCESS);
            assertThat(failure(over)).isInstanceOf(Failure.Overloaded.class);
            held.forEach(run -> run.cancel(true));
        }
    }

    @Test
    void whereNoneMayWaitAFreeLaneIsStillTaken() throws Exception {
        var settings =
                new EngineSettings(1, LaneLimits.of(1, 0), false, 1 << 18, 1 << 20, Duration.ofSeconds(30), false);
        try (var engine = endless().load(settings)) {
            assertThat(engine.begin(numbers(new double[] {-1}), far()).get(1, TimeUnit.MINUTES))
                    .isInstanceOf(Run.Done.class);
            Future<Run> held = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 0);

            assertThat(failure(engine.begin(numbers(new double[] {-1}), far()))).isInstanceOf(Failure.Overloaded.class);
            held.cancel(true);
        }
    }

    /** One run under way, and as many as may wait. */
    private static List<Future<Run>> fill(OnnxEngine engine, Deadline deadline) {
        var held = new ArrayList<Future<Run>>();
        held.add(engine.begin(numbers(new double[] {1}), deadline));
        await().until(() -> engine.freeLanes() == 0);
        for (int i = 0; i < QUEUE; i++) {
            held.add(engine.begin(numbers(new double[] {1}), deadline));
        }
        return held;
    }

    @Test
    void whatIsLateWhenItsTurnComesIsDroppedUnseen() throws Exception {
        try (var engine = endless(1)) {
            Future<Run> inside = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 0);
            Future<Run> late =
                    engine.begin(numbers(new double[] {1}), Deadline.after(System.nanoTime(), Duration.ofMillis(50)));
            TimeUnit.MILLISECONDS.sleep(60);

            inside.cancel(true);

            assertThat(late.get(1, TimeUnit.MINUTES)).isEqualTo(new Run.Failed(new Failure.DeadlineExceeded()));
            await().until(() -> engine.freeLanes() == 1);
        }
    }

    @Test
    void whatCannotBeBackBeforeItsDeadlineIsRefusedWhileItsCallerCanStillAskAnother() throws Exception {
        try (var engine =
                Bound.to("huge_kernel").value(number("x"), "x").answers("y").load(settings(1))) {
            // Teaches it how long a run takes.
            long start = System.nanoTime();
            engine.begin(numbers(new double[] {1}), far()).get(1, TimeUnit.MINUTES);
            var took = Duration.ofNanos(System.nanoTime() - start);
            Future<Run> inside = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 0);

            Future<Run> hopeless =
                    engine.begin(numbers(new double[] {1}), Deadline.after(System.nanoTime(), took.dividedBy(2)));

            assertThat(failure(hopeless)).isInstanceOf(Failure.Overloaded.class);
            inside.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void closingTellsThoseWhoWaitAndWaitsForTheRunThatIsInside() throws Exception {
        var engine = endless(1);
        List<Future<Run>> held = fill(engine, Deadline.after(System.nanoTime(), Duration.ofSeconds(2)));

        engine.close();

        assertThat(engine.leaked()).isFalse();
        assertThat(failure(held.getFirst())).isInstanceOf(Failure.DeadlineExceeded.class);
        for (Future<Run> waiting : held.subList(1, held.size())) {
            assertThat(failure(waiting)).isInstanceOf(Failure.Draining.class);
        }
        assertThat(failure(engine.begin(numbers(new double[] {-1}), far()))).isInstanceOf(Failure.Draining.class);
    }

    @Test
    void aRunOnItsCallersThreadThatOverstaysIsTheLastThere() {
        try (var engine = endless(1)) {
            assertThat(engine.handsOver()).isFalse();

            engine.run(numbers(new double[] {1}), Deadline.after(System.nanoTime(), Duration.ofMillis(100)));

            assertThat(engine.handsOver()).isTrue();
        }
    }

    @Test
    void case46AHugeKernelKeepsItsLaneUntilItIsBackHoweverManyAreGivenUp() throws Exception {
        try (var engine =
                Bound.to("huge_kernel").value(number("x"), "x").answers("y").load(settings(1))) {
            Future<Run> inside = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 0);
            inside.cancel(true);
            assertThat(engine.freeLanes()).isZero();

            Future<Run> next = engine.begin(numbers(new double[] {1}), far());
            next.cancel(true);

            await().atMost(Duration.ofMinutes(1)).until(() -> engine.freeLanes() == 1);
        }
    }

    @Test
    void fewerLanesAreUsedOnceTheOperatorSaysSo() throws Exception {
        var lanes = new LaneLimits() {
            private volatile int allowed = 2;

            @Override
            public int lanes() {
                return allowed;
            }

            @Override
            public int queue() {
                return QUEUE;
            }
        };
        var settings = new EngineSettings(2, lanes, false, 1 << 18, 1 << 20, Duration.ofSeconds(30), false);
        try (var engine = endless().load(settings)) {
            var first = engine.begin(numbers(new double[] {1}), far());
            await().until(() -> engine.freeLanes() == 1);
            lanes.allowed = 1;
            var second = engine.begin(numbers(new double[] {-1}), far());
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(second.isDone()).isFalse();

            first.cancel(true);

            assertThat(second.get(1, TimeUnit.MINUTES)).isInstanceOf(Run.Done.class);
        }
    }

    private static Failure failure(Future<Run> run) {
        Run done = await().until(run::isDone, Boolean::booleanValue) ? run.resultNow() : null;
        assertThat(done).isInstanceOf(Run.Failed.class);
        return ((Run.Failed) done).failure();
    }

    private static OnnxEngine endless(int lanes) {
        return endless().load(settings(lanes));
    }

    private static Bound endless() {
        return Bound.to("endless_loop").value(number("x"), "x").answers("y");
    }

    private static EngineSettings settings(int lanes) {
        return new EngineSettings(
                lanes, LaneLimits.of(lanes, QUEUE), false, 1 << 18, 1 << 20, Duration.ofSeconds(30), false);
    }
}
