package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Mutation.Sent;
import io.plimsoll.api.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests out of the golden rows of the sample models, changed in bytes, values, framing, headers and paths: each is
 * answered by a status of the table or its connection is closed, none by a defect, and the service is as it was.
 * {@code -Dmutations=1000000} is the long form.
 */
@Tag("faults") // a minute of load: in .ci/run, and not in every build
class MutatedRequestsIT {

    private static final int REQUESTS = Integer.getInteger("mutations", 100_000);
    private static final int CALLERS = 4;
    private static final List<Integer> TABLE =
            List.of(200, 302, 400, 401, 403, 404, 405, 406, 408, 413, 415, 417, 422, 431, 501, 503, 504, 505);

    @TempDir
    private Path home;

    @Test
    void nothingThatIsSentIsADefect() throws Exception {
        Map<String, List<String>> rows = goldenRows();
        try (var service = ServerProcess.start(home, Path.of("models")).isReady();
                var threads = Executors.newFixedThreadPool(CALLERS)) {
            Footprint before = Footprint.of(service.pid());
            var statuses = new TreeMap<Integer, Integer>();
            // The first half shows what the service needs, the second that it needs no more.
            for (int half = 0; half < 2; half++) {
                var callers = new ArrayList<Callable<Map<Integer, Integer>>>();
                for (int i = 0; i < CALLERS; i++) {
                    int seed = half * CALLERS + i;
                    callers.add(() -> call(service.port(), rows, seed));
                }
                for (var each : threads.invokeAll(callers)) {
                    each.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
                }
                if (half == 0) {
                    before = Footprint.of(service.pid());
                }
            }
            Footprint after = Footprint.of(service.pid());
            System.out.println(statuses + ", from " + before + " to " + after);
            assertThat(statuses).containsKeys(200, 400, 422);
            assertThat(after.residentMiB()).isLessThan(before.residentMiB() + 64);
            assertThat(after.threads()).isLessThan(before.threads() + 20);
            assertThat(service.isAlive()).isTrue();
            assertThat(service.readiness()).isEqualTo(200);
            assertThat(service.log()).doesNotContain("a defect", "Exception");
        }
    }

    /** How often which status came, 0 where the connection was closed without one. */
    private static Map<Integer, Integer> call(int port, Map<String, List<String>> rows, int seed) throws Exception {
        var mutation = new Mutation(seed);
        var models = List.copyOf(rows.keySet());
        var statuses = new HashMap<Integer, Integer>();
        RawHttp http = new RawHttp(port);
        try {
            for (int i = 0; i < REQUESTS / CALLERS / 2; i++) {
                String model = models.get(i % models.size());
                Sent sent = mutation.next(
                        model, rows.get(model).get(i % rows.get(model).size()));
                int status = exchange(http, sent);
                statuses.merge(status, 1, Integer::sum);
                if (status != 200 || !sent.whole()) {
                    http.close();
                    http = new RawHttp(port);
                }
            }
        } finally {
            http.close();
        }
        return statuses;
    }

    private static int exchange(RawHttp http, Sent sent) {
        int status;
        try {
            http.send(sent.bytes());
            status = http.status();
        } catch (IOException closed) {
            status = 0;
        }
        assertThat(status == 0 && sent.whole())
                .as(() -> "no answer to " + text(sent))
                .isFalse();
        if (status != 0) {
            assertThat(TABLE).as(() -> text(sent)).contains(status);
        }
        return status;
    }

    private static String text(Sent sent) {
        return new String(sent.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static Map<String, List<String>> goldenRows() throws IOException {
        var rows = new TreeMap<String, List<String>>();
        try (Stream<Path> files = Files.walk(Path.of("models"))) {
            for (Path file :
                    files.filter(each -> each.endsWith("samples.jsonl")).toList()) {
                String model = file.getName(1).toString();
                try (Stream<String> lines = Files.lines(file)) {
                    rows.put(
                            model,
                            lines.limit(20)
                                    .map(line -> RunningService.JSON
                                            .readTree(line)
                                            .path("inputs")
                                            .toString())
                                    .toList());
                }
            }
        }
        return rows;
    }
}
