package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.store.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The executable jar as a process of its own, with a folder of its own for all that it writes. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final int TERMINATED = 143;

    /** It lives for seconds, side by side with its callers. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path home;
    private final Path log;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<ProcessHandle> seen = new HashSet<>();
    private volatile int port;

    private ServerProcess(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it; what an earlier one in the same folder left is there.
     *
     * @param home where its cache, its temporary files, its logs and crash files are
     */
    static ServerProcess start(Path home, Path repository, String... arguments) throws IOException {
        return startAs(SHORT_LIVED, home, repository, arguments);
    }

    /** The same with other options of the JVM. */
    static ServerProcess startAs(List<String> options, Path home, Path repository, String... arguments)
            throws IOException {
        List<String> whole =
                Stream.concat(options.stream(), Stream.of("-Xmx512m")).toList();
        return start(whole, home, List.of("--plimsoll.repository=" + repository.toAbsolutePath()), arguments);
    }

    /** Starts it over a bucket of the tests' own S3 server, with a heap that it has wholly from the beginning. */
    static ServerProcess ofBucket(Path home, String bucket, URI endpoint, String... arguments) throws IOException {
        List<String> options = Stream.concat(
                        SHORT_LIVED.stream(),
                        Stream.of(
                                "-Xms128m",
                                "-Xmx128m",
                                "-XX:+AlwaysPreTouch",
                                "-Daws.accessKeyId=" + S3Server.KEY,
                                "-Daws.secretAccessKey=" + S3Server.SECRET))
                .toList();
        List<String> repository = List.of(
                "--plimsoll.repository=s3://" + bucket,
                "--plimsoll.s3.endpoint=" + endpoint,
                "--plimsoll.s3.path-style=true");
        return start(options, home, repository, arguments);
    }

    private static ServerProcess start(List<String> options, Path home, List<String> repository, String... arguments)
            throws IOException {
        Path work = Files.createDirectories(home.resolve("work"));
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        Path log = Files.createTempFile(home, "log-", ".txt");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                Path.of("target/plimsoll.jar").toAbsolutePath().toString(),
                "--server.port=0",
                "--plimsoll.limits="
                        + Path.of("src/test/resources/generous-limits.yaml").toAbsolutePath(),
                "--plimsoll.cache.folder=" + home.resolve("cache")));
        command.addAll(repository);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServerProcess(home, log, process);
    }

    /** Waits until its log says something. */
    ServerProcess says(String words) {
        return reaches(words, () -> log().contains(words));
    }

    /** Waits until it is proving a version in a process of its own. */
    ServerProcess proves() {
        return reaches("a proof", () -> !children().isEmpty());
    }

    /** Waits until it answers as one that is ready. */
    ServerProcess isReady() {
        port();
        return reaches("readiness", () -> readiness() == 200);
    }

    private ServerProcess reaches(String what, Moment moment) {
        await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> {
            assertThat(process.isAlive()).as(() -> what + ":\n" + log()).isTrue();
            return moment.isNow();
        });
        return this;
    }

    /** Something that comes to pass. */
    private interface Moment {
        boolean isNow() throws Exception;
    }

    int port() {
        if (port == 0) {
            reaches("a port", () -> PORT.matcher(log()).find());
            Matcher found = PORT.matcher(log());
            assertThat(found.find()).isTrue();
            port = Integer.parseInt(found.group(1));
        }
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** What of its heap is in use after a collection. */
    long liveHeapMiB() throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(collection.waitFor()).isZero();
        double bytes = get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        return (long) bytes >> 20;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int readiness() throws IOException, InterruptedException {
        return get("/actuator/health/readiness").statusCode();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What {@code /v1/models} says of a version. */
    JsonNode version(String model, String version) throws IOException, InterruptedException {
        for (JsonNode each :
                RunningService.JSON.readTree(get("/v1/models").body()).path("models")) {
            if (each.path("model").stringValue("").equals(model)) {
                for (JsonNode found : each.path("versions")) {
                    if (found.path("version").stringValue("").equals(version)) {
                        return found;
                    }
                }
            }
        }
        return RunningService.JSON.missingNode();
    }

    /** Waits until a version is as it should be. */
    void awaitVersion(String model, String version, Predicate<JsonNode> asItShouldBe) {
        reaches(model + " " + version, () -> asItShouldBe.test(version(model, version)));
    }

    List<ProcessHandle> children() {
        List<ProcessHandle> children = process.toHandle().descendants().toList();
        seen.addAll(children);
        return children;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM and returns at once. */
    void terminate() {
        children();
        process.destroy();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException {
        children();
        process.destroyForcibly().waitFor();
        noChildIsLeft();
    }

    /** Waits for the end after SIGTERM, and that it was one in order: no crash, no child, no folder of a proof left. */
    void leavesInOrder() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "it ends:\n" + log())
                .isTrue();
        assertThat(process.exitValue()).as(() -> "exit code:\n" + log()).isIn(0, TERMINATED);
        assertThat(list("work")).isEmpty();
        assertThat(list("tmp")).noneMatch(left -> left.startsWith("plimsoll-proof-" + process.pid() + "-"));
        noChildIsLeft();
    }

    /** The name of a folder or file is all that matters of it. */
    List<String> list(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(home.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private void noChildIsLeft() {
        await("children that end")
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> seen.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Ends it at once, if it has not ended. */
    @Override
    public void close() {
        client.shutdownNow();
        children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
