package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.guard.KeyRing;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.Publication;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Who may call, and who may steer. */
@ExtendWith(OutputCaptureExtension.class)
class AccessIT {

    private static final String ONE = "{\"x\": 1}";
    private static final String ROLLBACK = "{\"operation\": \"rollback\", \"revision\": %d, \"reason\": \"a test\"}";
    private static final String PROMOTE =
            "{\"operation\": \"promote\", \"version\": \"%s\", \"revision\": %d, \"reason\": \"a test\"}";

    private final String caller = KeyRing.newKey();
    private final String stranger = KeyRing.newKey();
    private final String operator = KeyRing.newKey();

    @TempDir
    private Path home;

    private Path models;
    private Path keys;

    @BeforeEach
    void makeARepositoryAndKeys() throws IOException {
        models = Files.createDirectory(home.resolve("models"));
        publish("loans", "1");
        publish("loans", "2");
        publish("fees", "1");
        keys = home.resolve("keys.yaml");
        Files.writeString(keys, """
                callers:
                  - {name: shop, role: caller, models: [loans], rate: 100000/s, sha256: "%s"}
                  - {name: desk, role: operator, sha256: "%s"}
                """.formatted(KeyRing.sha256(caller), KeyRing.sha256(operator)));
    }

    private void publish(String model, String version) throws IOException {
        Repository repository = new Repository(new FolderStore(models));
        Path folder = PackageFolder.of(home.resolve("packages"), model, version)
                .graph("echo")
                .contract("""
                contract: 1
                model: %s
                version: "%s"
                inputs: [{name: x, type: number, tensor: id}]
                outputs: {result: [{name: score, from: same_id, type: number}]}
                samples: {file: samples.jsonl}
                """.formatted(model, version))
                .samples("{\"inputs\": {\"x\": 0}, \"expect\": {\"score\": 0}}")
                .path();
        var id = new ModelVersion(model, version);
        new Publication(repository, id, folder, "{}".getBytes(StandardCharsets.UTF_8), Map.of())
                .publish("tester", Instant.now(), false);
        if (version.equals("1")) {
            new ReleaseDesk(repository, new Changes(Duration.ZERO, Duration.ofDays(7)), InstantSource.system())
                    .promote(id, new Wish(0, "tester", "the first"), true);
        }
    }

    private RunningService start(String... further) {
        var arguments = new ArrayList<>(List.of("--plimsoll.access.keys=" + keys));
        Collections.addAll(arguments, further);
        return RunningService.over(models, arguments.toArray(String[]::new));
    }

    private RunningService keysNeeded() {
        return start("--plimsoll.access.mode=keys");
    }

    private static String[] bearer(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }

    @Test
    void whoHasNoKeyOrAnUnknownOneIsTurnedAway(CapturedOutput output) throws Exception {
        try (RunningService service = keysNeeded()) {
            for (String[] headers : List.of(
                    new String[0],
                    bearer(stranger),
                    bearer(""),
                    new String[] {"Authorization", "Basic " + caller},
                    new String[] {"X-API-Key", stranger},
                    new String[] {"X-API-Key", caller, "X-API-Key", caller},
                    new String[] {"X-API-Key", caller, "Authorization", "Bearer " + caller})) {
                HttpResponse<String> refused = service.send("POST", "/v1/predict/loans", ONE, headers);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(code(service, refused)).isEqualTo("UNAUTHENTICATED");
                assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
                assertThat(service.json(refused).path("trace_id").stringValue()).matches("[0-9a-f]{32}");
            }
            assertThat(output.getAll()).contains("denied (unknown key): POST /v1/predict/loans by nobody known");
        }
        assertThat(output.getAll()).doesNotContain(caller, stranger, operator);
    }

    @Test
    void whoHasAKeyMayCallItsModelsByEitherHeader(CapturedOutput output) throws Exception {
        try (RunningService service = keysNeeded()) {
            assertThat(service.send("POST", "/v1/predict/loans", ONE, bearer(caller))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(service.send("POST", "/v1/predict/loans", ONE, "X-API-Key", caller)
                            .statusCode())
                    .isEqualTo(200);

            HttpResponse<String> other = service.send("POST", "/v1/predict/fees", ONE, bearer(caller));
            assertThat(other.statusCode()).isEqualTo(403);
            assertThat(code(service, other)).isEqualTo("FORBIDDEN");
            assertThat(service.send("POST", "/v1/predict/nothing", ONE, bearer(caller))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(output.getAll()).contains("denied (not its model): POST /v1/predict/fees by shop");
            assertThat(service.send("POST", "/v1/predict/fees", ONE, bearer(operator))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aCallerSeesItsModelsAndNeitherWhoSteeredThemNorWhy() throws Exception {
        try (RunningService service = keysNeeded()) {
            JsonNode seen = service.json(service.send("GET", "/v1/models", "", bearer(caller)));
            assertThat(seen.path("models")
                            .valueStream()
                            .map(model -> model.path("model").stringValue()))
                    .containsExactly("loans");
            assertThat(service.send("GET", "/v1/models/fees", "", bearer(caller))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(service.send("GET", "/v1/models/loans", "", bearer(caller))
                            .body())
                    .contains("\"operation\":\"promote\"")
                    .doesNotContain("tester", "the first");
            assertThat(service.send("GET", "/v1/models/loans", "", bearer(operator))
                            .body())
                    .contains("tester", "the first");
            assertThat(service.send("GET", "/v3/api-docs", "", bearer(caller)).body())
                    .contains("/v1/predict/loans")
                    .doesNotContain("/v1/predict/fees");
        }
    }

    @Test
    void theFileOfKeysIsReadAgainWhenItChangesAndABrokenOneChangesNothing(CapturedOutput output) throws Exception {
        try (RunningService service = keysNeeded()) {
            Files.writeString(keys, "callers: [{name: shop, role: boss, sha256: none}]");
            await().until(() -> output.getAll().contains("the keys stay as they are"));
            assertThat(service.get("/actuator/prometheus").body())
                    .contains("plimsoll_operator_file_sound{file=\"keys\"} 0");
            assertThat(service.send("POST", "/v1/predict/loans", ONE, bearer(caller))
                            .statusCode())
                    .isEqualTo(200);

            Files.writeString(
                    keys, "callers: [{name: new, role: caller, sha256: \"" + KeyRing.sha256(stranger) + "\"}]");
            await().until(() -> service.send("POST", "/v1/predict/loans", ONE, bearer(stranger))
                            .statusCode()
                    == 200);
            assertThat(service.send("POST", "/v1/predict/loans", ONE, bearer(caller))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void anOpenServiceAsksCallersForNothingAndOperatorsForTheirKey() throws Exception {
        try (RunningService service = start()) {
            assertThat(service.post("/v1/predict/loans", ONE).statusCode()).isEqualTo(200);
            // A gateway in front may have keys of its own.
            assertThat(service.send("POST", "/v1/predict/loans", ONE, bearer(stranger))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> nobody = service.post("/admin/models/loans/release", ROLLBACK.formatted(1));
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(service.send("GET", "/admin/models/loans/release", "", bearer(stranger))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(service.send("GET", "/admin/models/loans/release", "", bearer(caller))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(service.send("GET", "/admin/models/loans/release", "", bearer(operator))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoStartsAServiceForItselfFindsAKeyInAFileThatNobodyElseReads(CapturedOutput output) throws Exception {
        Path file;
        try (RunningService service = RunningService.over(models)) {
            Matcher told = Pattern.compile("whoever can read (\\S+) may steer").matcher(output.getAll());
            assertThat(told.find()).isTrue();
            file = Path.of(told.group(1));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String key = Files.readString(file).strip();
            assertThat(service.send("GET", "/admin/models/loans/release", "", bearer(key))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(output.getAll()).doesNotContain(key);
        }
        assertThat(file).doesNotExist();
    }

    private static final List<String> SPELLINGS = List.of(
            "/admin/models/loans/release",
            "/admin",
            "/admin/",
            "/ADMIN/models/loans/release",
            "/admin//models/loans/release",
            "/admin/models/loans/release/",
            "/admin;a=b/models/loans/release",
            "/%61dmin/models/loans/release",
            "/x/../admin/models/loans/release",
            "/actuator",
            "/actuator/env",
            "/actuator/heapdump",
            "/error",
            "/nothing");

    @Test
    void case16APathInAnySpellingLetsNobodyIn() throws Exception {
        try (RunningService service = keysNeeded()) {
            for (String path : SPELLINGS) {
                assertThat(service.send("GET", path, "").statusCode()).as(path).isIn(400, 401, 404);
                assertThat(service.send("GET", path, "", bearer(caller)).statusCode())
                        .as(path)
                        .isIn(400, 403, 404);
            }
        }
    }

    @Test
    void case69ABusinessKeyDoesNotSteerAndLeavesALine(CapturedOutput output) throws Exception {
        try (RunningService service = keysNeeded()) {
            HttpResponse<String> denied =
                    service.send("POST", "/admin/models/loans/release", PROMOTE.formatted("2", 1), bearer(caller));

            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(code(service, denied)).isEqualTo("FORBIDDEN");
            assertThat(output.getAll()).contains("denied (not allowed): POST /admin/models/loans/release by shop");
            assertThat(revision(service)).isEqualTo(1);
        }
    }

    @Test
    void case70OfTwoWhoPromoteAtOnceOneIsTooLateAndARollbackIsOneRecord(CapturedOutput output) throws Exception {
        try (RunningService service = keysNeeded();
                var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> promote = () -> service.send(
                            "POST", "/admin/models/loans/release", PROMOTE.formatted("2", 1), bearer(operator))
                    .statusCode();
            var statuses = new ArrayList<Integer>();
            for (var each : threads.invokeAll(List.of(promote, promote))) {
                statuses.add(each.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            assertThat(revision(service)).isEqualTo(2);

            long start = System.nanoTime();
            HttpResponse<String> back =
                    service.send("POST", "/admin/models/loans/release", ROLLBACK.formatted(2), bearer(operator));
            assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> service.send("GET", "/v1/models/loans", "", bearer(operator))
                            .body()
                            .contains("\"revision\":3"));
            // A second, and as much again for a machine that is busy.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(service.json(service.send("POST", "/v1/predict/loans", ONE, bearer(caller)))
                            .path("model_version")
                            .stringValue())
                    .isEqualTo("1");
            assertThat(revision(service)).isEqualTo(3);
            assertThat(output.getAll())
                    .contains("steered by desk: promote 2 of loans: revision 2")
                    .contains("steered by desk: promote 2 of loans: conflict")
                    .contains("steered by desk: rollback of loans: revision 3");
        }
    }

    @Test
    void aWishThatIsNoneIsRefusedByNameAndChangesNothing(CapturedOutput output) throws Exception {
        try (RunningService service = keysNeeded()) {
            HttpResponse<String> broken = service.send("POST", "/admin/models/loans/release", "{", bearer(operator));
            assertThat(broken.statusCode()).isEqualTo(400);
            assertThat(code(service, broken)).isEqualTo("MALFORMED_JSON");

            HttpResponse<String> refused = service.send(
                    "POST",
                    "/admin/models/loans/release",
                    "{\"operation\": \"explode\", \"revision\": \"1\"}",
                    bearer(operator));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(code(service, refused)).isEqualTo("INVALID_INPUT");
            assertThat(service.json(refused)
                            .path("errors")
                            .valueStream()
                            .map(error -> error.path("field").stringValue()))
                    .containsExactly("operation", "revision", "reason");

            HttpResponse<String> nowhere =
                    service.send("POST", "/admin/models/loans/release", PROMOTE.formatted("77", 1), bearer(operator));
            assertThat(nowhere.statusCode()).isEqualTo(422);
            assertThat(revision(service)).isEqualTo(1);
            assertThat(output.getAll())
                    .contains("steered by desk: something with loans: the body is not JSON")
                    .contains("steered by desk: something with loans: the body is no such wish")
                    .contains("steered by desk: promote 77 of loans: refused");
        }
    }

    @Test
    void aServiceThatOthersReachSaysWhoMayCallOrDoesNotStart(CapturedOutput output) {
        for (String[] reachable :
                List.of(new String[] {"--server.address=0.0.0.0"}, new String[] {"--server.address=::"}, new String[] {
                    "--management.server.port=0"
                })) {
            assertThatThrownBy(() -> RunningService.over(models, reachable).close())
                    .rootCause()
                    .hasMessageContaining("Nothing says who may call");
        }
        assertThat(output.getAll()).contains("Set plimsoll.access.mode to keys");
        RunningService.over(models, "--server.address=0.0.0.0", "--plimsoll.access.mode=open")
                .close();
        assertThat(output.getAll()).contains("may call every model: plimsoll.access.mode is open");
    }

    @Test
    void aBrokenFileOfKeysIsSaidInASentenceAndNothingStarts(CapturedOutput output) throws IOException {
        Files.writeString(keys, "callers: [{name: shop, role: boss}]");

        assertThatThrownBy(() -> keysNeeded().close()).isInstanceOf(RuntimeException.class);
        assertThat(output.getAll()).contains("is not a file of keys", "caller or operator", "Mend the file");
        assertThat(output.getAll()).doesNotContain("\tat io.plimsoll");
    }

    @Test
    void case16And69OnThePortOfManagementThereIsNothingButHealthAndMetrics() throws Exception {
        try (RunningService service = start(
                        "--plimsoll.access.mode=keys",
                        "--management.server.port=0",
                        "--management.server.address=127.0.0.1");
                HttpClient client = HttpClient.newHttpClient()) {
            await().until(() -> managed(client, service, "/actuator/health") == 200);
            for (String path : List.of("/actuator/health", "/actuator/prometheus")) {
                assertThat(managed(client, service, path)).as(path).isEqualTo(200);
                // Nowhere else, once they have a port of their own.
                assertThat(service.send("GET", path, "", bearer(operator)).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
            for (String path : SPELLINGS) {
                assertThat(managed(client, service, path)).as(path).isIn(400, 401, 403, 404);
            }
            for (String path : List.of("/v1/predict/loans", "/v1/models", "/docs", "/v3/api-docs")) {
                assertThat(managed(client, service, path, bearer(operator)))
                        .as(path)
                        .isIn(404, 405);
            }
        }
    }

    private static int managed(HttpClient client, RunningService service, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.managementPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void anAuditOfReleasesOutlivesTheProcess() throws Exception {
        try (RunningService service = keysNeeded()) {
            assertThat(service.send("POST", "/admin/models/loans/release", PROMOTE.formatted("2", 1), bearer(operator))
                            .statusCode())
                    .isEqualTo(200);
        }
        try (RunningService service = keysNeeded()) {
            assertThat(service.send("GET", "/v1/models/loans", "", bearer(operator))
                            .body())
                    .contains("\"actor\":\"desk\"", "\"reason\":\"a test\"");
        }
    }

    private long revision(RunningService service) throws Exception {
        return service.json(service.send("GET", "/admin/models/loans/release", "", bearer(operator)))
                .path("revision")
                .longValue();
    }

    private static String code(RunningService service, HttpResponse<String> response) {
        return service.json(response).path("code").stringValue("");
    }
}
