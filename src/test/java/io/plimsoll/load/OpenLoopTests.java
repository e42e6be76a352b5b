package io.plimsoll.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.load.OpenLoop.Caller;
import io.plimsoll.load.OpenLoop.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenLoopTests {

    private static final int PER_SECOND = 1_000;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Number → when it was due. */
    private final Map<Long, Long> sent = new ConcurrentHashMap<>();

    @Test
    void everyRequestIsSentOnceAndNoneBeforeItIsDue() throws Exception {
        Caller caller = (number, due) -> {
            assertThat(System.nanoTime()).isGreaterThanOrEqualTo(due);
            assertThat(sent.put(number, due)).isNull();
        };
        Sent counted = new OpenLoop(Collections.nCopies(4, caller), PER_SECOND, LONG).runFor(Duration.ofMillis(100));
        assertThat(counted).isEqualTo(new Sent(100, 100, Duration.ofMillis(100)));
        assertThat(sent.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 100).boxed().toList());
        sent.forEach((number, due) -> assertThat(due - sent.get(0L)).isEqualTo(number * 1_000_000));
    }

    @Test
    void whatWaitsForACallerIsLateAndStillDueAtItsOwnMoment() throws Exception {
        Caller slow = (number, due) -> {
            sent.put(number, due);
            while (number == 0 && System.nanoTime() < due + 50_000_000) {
                Thread.onSpinWait();
            }
        };
        Sent counted = new OpenLoop(List.of(slow), PER_SECOND, LONG).runFor(Duration.ofMillis(20));
        assertThat(counted.missed()).isZero();
        assertThat(sent.get(19L) - sent.get(0L)).isEqualTo(19_000_000);
    }

    @Test
    void aRequestGoesToWhomeverIsFree() throws Exception {
        var others = new CountDownLatch(9);
        Caller caller = (number, due) -> {
            if (number == 0) {
                awaitAll(others);
            } else {
                others.countDown();
            }
        };
        Sent counted = new OpenLoop(List.of(caller, caller), PER_SECOND, LONG).runFor(Duration.ofMillis(10));
        assertThat(counted).isEqualTo(new Sent(10, 10, Duration.ofMillis(10)));
    }

    @Test
    void whatNobodyWasFreeForIsCounted() throws Exception {
        var time = Duration.ofMillis(10);
        Caller stuck = (number, due) -> {
            while (System.nanoTime() <= due + time.toNanos()) {
                Thread.onSpinWait();
            }
        };
        Sent counted = new OpenLoop(List.of(stuck), PER_SECOND, Duration.ZERO).runFor(time);
        assertThat(counted).isEqualTo(new Sent(10, 1, time));
        assertThat(counted.missed()).isEqualTo(9);
    }

    @Test
    void itCanBeStoppedWhileAllWait() throws Exception {
        var loop = new OpenLoop[1];
        Caller caller = (number, due) -> {
            sent.put(number, due);
            if (number == 2) {
                loop[0].stop();
            }
        };
        loop[0] = new OpenLoop(List.of(caller, caller, caller), 20, LONG);
        Sent counted = loop[0].runFor(LONG);
        assertThat(counted.missed()).isZero();
        assertThat(counted.sent()).isEqualTo(sent.size()).isGreaterThanOrEqualTo(3);
        assertThat(counted.time()).isLessThan(LONG);
    }

    @Test
    void oneThatWasStoppedBeforehandSendsNothing() throws Exception {
        var loop = new OpenLoop(List.<Caller>of((number, due) -> sent.put(number, due)), PER_SECOND);
        loop.stop();
        assertThat(loop.runFor(LONG)).isEqualTo(new Sent(0, 0, Duration.ZERO));
        assertThat(sent).isEmpty();
    }

    @Test
    void aCallerThatFailsEndsTheRun() {
        Caller failing = (number, due) -> {
            throw new IOException("no more");
        };
        var loop = new OpenLoop(List.of(failing, (number, due) -> {}), PER_SECOND);
        assertThatThrownBy(() -> loop.runFor(LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("no more");
    }

    private static void awaitAll(CountDownLatch others) throws IOException {
        try {
            others.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
