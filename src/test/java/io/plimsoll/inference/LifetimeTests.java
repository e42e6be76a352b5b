package io.plimsoll.inference;

import static io.plimsoll.inference.Fields.integer;
import static io.plimsoll.inference.Fields.number;
import static io.plimsoll.inference.Fields.text;
import static io.plimsoll.inference.Graphs.failure;
import static io.plimsoll.inference.Graphs.far;
import static io.plimsoll.inference.Graphs.floats;
import static io.plimsoll.inference.Graphs.longs;
import static io.plimsoll.inference.Graphs.numbers;
import static io.plimsoll.inference.Graphs.outputs;
import static io.plimsoll.inference.Graphs.putNumber;
import static io.plimsoll.inference.Graphs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine.Run;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs side by side, and closing among them: a mistake here ends the process instead of failing a test. */
@Timeout(300)
class LifetimeTests {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void noRowEverGetsTheAnswerOfAnother() throws Exception {
        try (var floats = echo().load();
                var integers = integerEcho().load();
                var strings = textEcho().load()) {
            onAllThreads(thread -> {
                var random = new Random(thread);
                for (int i = 0; i < 500; i++) {
                    int rows = i % 3 == 0 ? 1 + random.nextInt(5) : 1;
                    echoesNumbers(floats, random, rows);
                    echoesIntegers(integers, random, rows);
                    echoesText(strings, random, rows);
                }
                return null;
            });
        }
    }

    private static void echoesNumbers(OnnxEngine engine, Random random, int rows) {
        var features = new Features(1, rows);
        var expected = new float[rows];
        for (int row = 0; row < rows; row++) {
            expected[row] = random.nextFloat();
            putNumber(features, features.addRow(), 0, expected[row]);
        }
        assertThat(floats(outputs(engine, features), 0)).containsExactly(expected);
    }

    private static void echoesIntegers(OnnxEngine engine, Random random, int rows) {
        var features = new Features(1, rows);
        var expected = new long[rows];
        for (int row = 0; row < rows; row++) {
            expected[row] = random.nextLong();
            features.put(features.addRow(), 0, expected[row]);
        }
        assertThat(longs(outputs(engine, features), 0)).containsExactly(expected);
    }

    private static void echoesText(OnnxEngine engine, Random random, int rows) {
        var features = new Features(1, rows);
        var expected = new String[rows];
        for (int row = 0; row < rows; row++) {
            expected[row] = "é😀".repeat(random.nextInt(40)) + random.nextLong();
            features.put(features.addRow(), 0, features.addText(expected[row]));
        }
        assertThat(texts(outputs(engine, features), 0)).containsExactly(expected);
    }

    @Test
    void graphsComeAndGoUnderRunsAndEveryRunIsAnsweredOrToldOfTheClosing() throws Exception {
        var answered = new AtomicInteger();
        for (int cycle = 0; cycle < 200; cycle++) {
            var engine = echo().load();
            var firstAnswer = new CountDownLatch(1);
            List<Future<Void>> runs = submit(thread -> {
                for (int i = 0; ; i++) {
                    switch (engine.run(numbers(new double[] {i}), far())) {
                        case Run.Done done -> {
                            assertThat(floats(done.parts().getFirst().outputs(), 0))
                                    .containsExactly((float) i);
                            answered.incrementAndGet();
                            firstAnswer.countDown();
                        }
                        case Run.Failed failed -> {
                            assertThat(failed.failure()).isInstanceOf(Failure.Draining.class);
                            return null;
                        }
                    }
                }
            });
            firstAnswer.await();
            engine.close();
            for (Future<Void> run : runs) {
                run.get();
            }
            assertThat(engine.leaked()).isFalse();
        }
        assertThat(answered.get()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void aRunAfterClosingIsRefusedAndClosingAgainDoesNothing() {
        var engine = echo().load();
        outputs(engine, numbers(new double[] {1}));

        engine.close();
        engine.close();

        assertThat(failure(engine, numbers(new double[] {1}), far())).isInstanceOf(Failure.Draining.class);
        assertThat(engine.leaked()).isFalse();
    }

    @Test
    void closingWaitsForTheRunThatIsInside() throws Exception {
        var engine = endless().load(one(Duration.ofSeconds(30)));
        Future<Run> inside = holdTheOnlyLane(engine);

        engine.close();

        assertThat(engine.leaked()).isFalse();
        assertThat(inside.get()).isEqualTo(new Run.Failed(new Failure.DeadlineExceeded()));
    }

    @Test
    void aRunThatIsNotBackInTimeKeepsItsGraphAndEndsAsEver() throws Exception {
        var engine = endless().load(one(Duration.ZERO));
        Future<Run> inside = holdTheOnlyLane(engine);

        engine.close();

        assertThat(engine.leaked()).isTrue();
        assertThat(failure(engine, numbers(new double[] {-1}), far())).isInstanceOf(Failure.Draining.class);
        assertThat(inside.get()).isEqualTo(new Run.Failed(new Failure.DeadlineExceeded()));
    }

    /** Starts a run that ends at its deadline, and comes back while it has the lane. */
    private Future<Run> holdTheOnlyLane(OnnxEngine engine) {
        Future<Run> inside = endAtDeadline(engine);
        while (engine.freeLanes() > 0) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            if (inside.isDone()) {
                // It came and went unseen.
                inside = endAtDeadline(engine);
            }
            Thread.onSpinWait();
        }
        return inside;
    }

    private Future<Run> endAtDeadline(OnnxEngine engine) {
        return threads.submit(
                () -> engine.run(numbers(new double[] {1}), Deadline.after(System.nanoTime(), Duration.ofSeconds(2))));
    }

    @Test
    void anEndlessRunIsStoppedAtItsDeadlineAndItsLaneServesOn() {
        try (var engine = endless().load(one(Duration.ofSeconds(30)))) {
            outputs(engine, numbers(new double[] {-2}));

            assertThat(failure(engine, numbers(new double[] {1}), soon())).isInstanceOf(Failure.DeadlineExceeded.class);

            assertThat(floats(outputs(engine, numbers(new double[] {-1})), 0)).containsExactly(-1);
        }
    }

    @Test
    void anEndlessRunOfManyRowsIsStoppedAtItsDeadline() {
        try (var engine = endless().load(one(Duration.ofSeconds(30)))) {
            Features rows = numbers(new double[][] {{1}, {2}});

            assertThat(failure(engine, rows, soon())).isInstanceOf(Failure.DeadlineExceeded.class);
        }
    }

    @Test
    void anEngineIsHeldUntilTheLastDeadlineOnceNoLaneIsFree() throws Exception {
        try (var engine = endless()
                .load(new EngineSettings(
                        2, LaneLimits.of(2, 16), false, 1 << 18, 1 << 20, Duration.ofSeconds(30), false))) {
            var first = Deadline.after(System.nanoTime(), Duration.ofSeconds(3));
            var last = Deadline.after(System.nanoTime(), Duration.ofSeconds(4));
            Future<Run> one = threads.submit(() -> engine.run(numbers(new double[] {1}), last));
            assertThat(engine.heldUntil()).isNull();
            Future<Run> other = threads.submit(() -> engine.run(numbers(new double[] {1}), first));

            await().until(() -> engine.heldUntil() != null);
            assertThat(engine.heldUntil()).isEqualTo(last);

            one.get();
            other.get();
            assertThat(engine.heldUntil()).isNull();
        }
    }

    @Test
    void case46ARunThatDoesNotHearThatItShouldStopHoldsItsLanePastItsDeadline() throws Exception {
        try (var engine =
                Bound.to("huge_kernel").value(number("x"), "x").answers("y").load(one(Duration.ofMinutes(1)))) {
            Future<Run> inside = threads.submit(() -> engine.run(numbers(new double[] {1}), soon()));

            await().until(() -> isLate(engine.heldUntil()));

            inside.get();
            assertThat(engine.heldUntil()).isNull();
        }
    }

    private static boolean isLate(@Nullable Deadline held) {
        return held != null && held.remainingAt(System.nanoTime()) < 0;
    }

    @Test
    void aDeadlineThatHasPassedRunsNothing() {
        try (var engine = endless().load(one(Duration.ofSeconds(30)))) {
            var past = new Deadline(System.nanoTime() - 1);

            assertThat(failure(engine, numbers(new double[] {1}), past)).isInstanceOf(Failure.DeadlineExceeded.class);
        }
    }

    private static Deadline soon() {
        return Deadline.after(System.nanoTime(), Duration.ofMillis(200));
    }

    private static EngineSettings one(Duration drain) {
        return new EngineSettings(1, LaneLimits.of(2, 16), false, 1 << 18, 1 << 20, drain, false);
    }

    private static Bound endless() {
        return Bound.to("endless_loop").value(number("x"), "x").answers("y");
    }

    private static Bound echo() {
        return Bound.to("echo").value(number("id"), "id").answers("same_id");
    }

    private static Bound integerEcho() {
        return Bound.to("int64_echo").value(integer("id"), "id").answers("same_id");
    }

    private static Bound textEcho() {
        return Bound.to("string_identity").value(text("text"), "text").answers("same_text");
    }

    private interface Work {
        Void run(int thread) throws Exception;
    }

    private List<Future<Void>> submit(Work work) {
        var futures = new ArrayList<Future<Void>>();
        IntStream.range(0, THREADS)
                .mapToObj(thread -> (Callable<Void>) () -> work.run(thread))
                .forEach(task -> futures.add(threads.submit(task)));
        return futures;
    }

    private void onAllThreads(Work work) throws Exception {
        for (Future<Void> future : submit(work)) {
            future.get();
        }
    }

    @Test
    void anEngineSaysWhichGraphItRuns() {
        try (var engine = echo().load(one(Duration.ZERO))) {
            assertThat(engine).hasToString("onnx(test 1, 1 of 1 lanes free)");
        }
    }
}
