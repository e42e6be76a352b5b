package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that sends itself requests before it is ready. */
@Tag("faults") // real processes that start again and again: in .ci/run, and not in every build
class WarmUpIT {

    private static final Pattern WARMED = Pattern.compile("the process was warmed up with ([0-9]+) requests");
    private static final Path SAMPLES = Path.of("models/credit-risk/versions/2");

    @TempDir
    private Path home;

    private Path models;
    private String row;

    @BeforeEach
    void makeARepository() throws IOException {
        models = home.resolve("models");
        SamplesIT.copy(SAMPLES, models.resolve("credit-risk/versions/2"));
        row = RunningService.JSON
                .readTree(Files.readAllLines(SAMPLES.resolve("samples.jsonl")).getFirst())
                .path("inputs")
                .toString();
    }

    @Test
    void theProcessIsWarmBeforeItIsReadyAndCountsNothingOfThat() throws Exception {
        try (var server = ServerProcess.start(home, models).isReady()) {
            assertThat(requests(server)).isPositive();
            assertThat(counted(server)).containsOnly("0");

            server.post("/v1/predict/credit-risk", row);
            assertThat(counted(server)).contains("1");
            server.terminate();
            server.leavesInOrder();
        }
    }

    @Test
    void aProcessThatIsNotToBeWarmedIsReadyAsItIs() throws Exception {
        try (var server = ServerProcess.start(home, models, "--plimsoll.startup.warm-up=0s")
                .isReady()) {
            assertThat(server.log()).doesNotContain("warmed up with");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server.address=0.0.0.0 --plimsoll.access.mode=open",
                "--management.server.port=0 --management.server.address=127.0.0.1",
                "--server.ssl.key-store-password=changeit --server.ssl.key-store=KEYS",
                "--server.ssl.key-store-password=changeit --server.ssl.key-store=KEYS --server.ssl.client-auth=need"
            })
    void whateverTheDoorIsLikeTheProcessGoesThroughItOrGoesOnWithout(String arguments) throws Exception {
        String given = arguments.contains("KEYS") ? arguments.replace("KEYS", keys().toString()) : arguments;
        try (var server = ServerProcess.start(home, models, given.split(" "))) {
            if (arguments.contains("client-auth")) {
                server.says("the process could not be warmed up over HTTP, and is ready all the same");
            } else {
                server.says("the process was warmed up with");
                assertThat(requests(server)).isPositive();
            }
        }
    }

    @Test
    void aProcessThatIsToldToLeaveWhileItWarmsItselfLeaves() throws Exception {
        try (var server = ServerProcess.start(home, models, "--plimsoll.startup.warm-up=1h")) {
            server.says("credit-risk 2 is SERVING");
            server.terminate();
            server.leavesInOrder();
        }
    }

    private Path keys() throws Exception {
        Path store = home.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=somewhere.else",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static int requests(ServerProcess server) {
        return WARMED.matcher(server.log())
                .results()
                .map(result -> Integer.parseInt(result.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** The counts of predictions that were answered, by path. */
    private static List<String> counted(ServerProcess server) throws Exception {
        return Pattern.compile("http_server_requests_seconds_count\\{.*uri=\"/v1/predict.*\\} ([0-9]+)")
                .matcher(server.get("/actuator/prometheus").body())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /**
     * How fast the first requests are, warm and cold; with the compilers that a service has. Its figures are
     * documented.
     */
    @Test
    void theFirstRequestsOfAProcessAreShown() throws Exception {
        // The first is for the compilers of the caller alone.
        for (String longest : List.of("5s", "0s", "5s")) {
            try (var server = ServerProcess.startAs(
                    List.of("-XX:+UseSerialGC"), home, models, "--plimsoll.startup.warm-up=" + longest)) {
                server.isReady();
                var micros = new long[200];
                for (int i = 0; i < micros.length; i++) {
                    long start = System.nanoTime();
                    assertThat(server.post("/v1/predict/credit-risk", row).statusCode())
                            .isEqualTo(200);
                    micros[i] = (System.nanoTime() - start) / 1000;
                }
                long first = micros[0];
                Arrays.sort(micros);
                System.out.printf(
                        "warmed for %s at most: the first request took %d µs, the first %d a median of %d, p95 %d%n",
                        longest, first, micros.length, micros[micros.length / 2], micros[micros.length * 95 / 100]);
            }
        }
    }
}
