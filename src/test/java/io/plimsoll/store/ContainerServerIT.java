package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An S3 server in a container, where an engine for containers is. {@code PLIMSOLL_CONTAINERS=required} says that there
 * must be one.
 */
@EnabledIf(value = "thereIsOrMustBeAnEngine", disabledReason = "no engine for containers is here")
class ContainerServerIT extends ForeignServerContract {

    private static final DockerImageName IMAGE = DockerImageName.parse("versity/versitygw:v1.8.0");
    private static final int PORT = 7070;
    private static final String KEY = "plimsoll";
    private static final String SECRET = "plimsoll-secret";

    private static GenericContainer<?> server;

    static boolean thereIsOrMustBeAnEngine() {
        return "required".equals(System.getenv("PLIMSOLL_CONTAINERS"))
                || DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void start() {
        server = new GenericContainer<>(IMAGE)
                .withEnv("ROOT_ACCESS_KEY", KEY)
                .withEnv("ROOT_SECRET_KEY", SECRET)
                .withEnv("VGW_PORT", ":" + PORT)
                .withEnv("VGW_BACKEND", "posix")
                .withEnv("VGW_BACKEND_ARG", "/tmp")
                .withExposedPorts(PORT);
        server.start();
        assertThat(server.isRunning()).isTrue();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    URI endpoint() {
        return URI.create("http://" + server.getHost() + ":" + server.getMappedPort(PORT));
    }

    @Override
    String key() {
        return KEY;
    }

    @Override
    String secret() {
        return SECRET;
    }
}
