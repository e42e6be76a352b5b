package io.plimsoll.load;

import static io.plimsoll.load.ScriptedServer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.load.Drive.Outcome;
import io.plimsoll.load.Drive.Pace;
import io.plimsoll.load.Judge.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DriveTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pace TEN = new Pace(100, 2, Duration.ZERO, Duration.ofMillis(100));

    /** Takes the body at its word. */
    private static final Judge JUDGE = (request, reply) -> {
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        return new Verdict(said, said.equals("right"), "row " + request);
    };

    @Test
    void countsWhatBecameOfTheRequests() throws Exception {
        try (var server = new ScriptedServer(ok("right"), ok("wrong"), ok("right"))) {
            Outcome outcome = drive(server, TEN, PATIENCE).run();
            assertThat(outcome.sent().missed()).isZero();
            assertThat(outcome.tally().count("right")).isEqualTo(9);
            assertThat(outcome.tally().count("wrong")).isEqualTo(1);
            assertThat(outcome.tally().kinds().get("wrong").example()).startsWith("row ");
            assertThat(outcome.tally().latencies().count()).isEqualTo(9);
            assertThat(outcome.tally().isClean()).isFalse();
        }
    }

    @Test
    void theWarmUpIsSentAndNotCounted() throws Exception {
        try (var server = new ScriptedServer(ok("right"))) {
            var pace = new Pace(100, 2, Duration.ofMillis(100), Duration.ofMillis(100));
            Outcome outcome = drive(server, pace, PATIENCE).run();
            assertThat(outcome.tally().count("right")).isEqualTo(10);
            assertThat(outcome.tally().isClean()).isTrue();
            assertThat(server.requests()).isEqualTo(20);
        }
    }

    @Test
    void whoIsAwayAndWhoSaysNothingAreToldApart() throws Exception {
        ScriptedServer away = new ScriptedServer(ok("right"));
        away.close();
        assertThat(drive(away, TEN, PATIENCE).run().tally().count(Drive.NO_CONNECTION))
                .isEqualTo(10);
        try (var silent = new ScriptedServer(ScriptedServer.SILENCE)) {
            var pace = new Pace(100, 10, Duration.ZERO, Duration.ofMillis(100));
            assertThat(drive(silent, pace, Duration.ofMillis(50)).run().tally().count(Drive.NO_ANSWER))
                    .isEqualTo(10);
        }
        try (var rude = new ScriptedServer(ScriptedServer.HANG_UP)) {
            assertThat(drive(rude, TEN, PATIENCE).run().tally().count(Drive.BROKEN_OFF))
                    .isEqualTo(10);
        }
    }

    @Test
    void stoppedItTellsWhatItSaw() throws Exception {
        var pace = new Pace(100, 1, Duration.ZERO, Duration.ofMinutes(5));
        try (var server = new ScriptedServer(ok("right"));
                var thread = Executors.newSingleThreadExecutor()) {
            Drive drive = drive(server, pace, PATIENCE);
            Future<Outcome> running = thread.submit(drive::run);
            await().until(() -> server.requests() > 3);
            drive.stop();
            Outcome outcome = running.get();
            assertThat(outcome.tally().count("right")).isGreaterThan(3);
            assertThat(outcome.sent().time()).isLessThan(pace.time());
        }
    }

    @Test
    void closedItWaitsForNobody() throws Exception {
        var pace = new Pace(100, 1, Duration.ZERO, Duration.ofMinutes(5));
        try (var server = new ScriptedServer(ScriptedServer.SILENCE);
                var thread = Executors.newSingleThreadExecutor()) {
            Drive drive = drive(server, pace, Duration.ofMinutes(5));
            Future<Outcome> running = thread.submit(drive::run);
            await().until(() -> server.requests() == 1);
            drive.stop();
            drive.close();
            assertThat(running.get().tally().latencies().count()).isZero();
        }
    }

    private static Drive drive(ScriptedServer server, Pace pace, Duration patience) throws IOException {
        List<byte[]> requests =
                List.of(server.url().get("/first", null), server.url().get("/second", null));
        return new Drive(server.url(), requests, JUDGE, pace, patience);
    }
}
