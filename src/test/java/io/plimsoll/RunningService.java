package io.plimsoll;

import static org.awaitility.Awaitility.await;

import io.plimsoll.lifecycle.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service over a repository, on a port of its own, until it is closed. */
final class RunningService implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Starts over a repository and returns once every model is served or has failed. */
    static RunningService over(Path repository, String... arguments) {
        var all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--plimsoll.repository=" + repository;
        all[arguments.length + 2] = "--plimsoll.cache.folder=target/cache";
        var service = new RunningService(SpringApplication.run(PlimsollApplication.class, all));
        Catalogue catalogue = service.context.getBean(Catalogue.class);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> catalogue.models().stream()
                        .allMatch(model -> model.served() != null
                                || model.versions().stream()
                                        .anyMatch(version -> !version.reasons().isEmpty())));
        return service;
    }

    /** Starts over a bucket that may be away, and returns at once. */
    static RunningService ofBucket(String bucket, URI endpoint, Path cache) {
        return new RunningService(SpringApplication.run(
                PlimsollApplication.class,
                "--server.port=0",
                "--plimsoll.repository=s3://" + bucket,
                "--plimsoll.s3.endpoint=" + endpoint,
                "--plimsoll.s3.path-style=true",
                "--plimsoll.release.poll=100ms",
                "--plimsoll.cache.folder=" + cache));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A request with further headers, each a name and a value. */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    int port() {
        return base.getPort();
    }

    /** The port of health and metrics, where it was given one of its own. */
    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
