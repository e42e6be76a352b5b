package io.plimsoll.load;

import static io.plimsoll.load.ScriptedServer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        try (var server = new ScriptedServer(ok("first"), ok("second"));
                var connection = new Connection(server.url(), PATIENCE)) {
            assertThat(ask(connection)).isEqualTo("200 first");
            assertThat(ask(connection)).isEqualTo("200 second");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatComesInChunksOrAfterAnInterimAnswerIsWhole() throws IOException {
        String chunks =
                "HTTP/1.1 429 Too Many\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nover\r\nA\r\n the limit\r\n0\r\n\r\n";
        try (var server = new ScriptedServer("HTTP/1.1 100 Continue\r\n\r\n" + chunks, ok("next"));
                var connection = new Connection(server.url(), PATIENCE)) {
            assertThat(ask(connection)).isEqualTo("429 over the limit");
            assertThat(ask(connection)).isEqualTo("200 next");
        }
    }

    @Test
    void aServerThatEndsTheConnectionGetsANewOne() throws IOException {
        try (var server = new ScriptedServer(
                        "HTTP/1.1 503 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n", ok("back"));
                var connection = new Connection(server.url(), PATIENCE)) {
            assertThat(ask(connection)).isEqualTo("503 ");
            assertThat(ask(connection)).isEqualTo("200 back");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatHangsUpInsteadOfAnsweringIsAFaultAndNotAskedAgain() throws IOException {
        try (var server = new ScriptedServer(ok("first"), ScriptedServer.HANG_UP, ok("third"));
                var connection = new Connection(server.url(), PATIENCE)) {
            ask(connection);
            assertThatThrownBy(() -> ask(connection)).isInstanceOf(IOException.class);
            assertThat(server.requests()).isEqualTo(2);
            assertThat(ask(connection)).isEqualTo("200 third");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAFault() throws IOException {
        try (var server = new ScriptedServer(
                        "HTTP/1.1 200 \r\nConnection: close\r\nContent-Length: 10\r\n\r\nhalf",
                        ScriptedServer.HANG_UP);
                var connection = new Connection(server.url(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> ask(connection)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> ask(connection)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void nobodyIsWaitedForLongerThanThePatience() throws IOException {
        try (var server = new ScriptedServer(ScriptedServer.SILENCE);
                var connection = new Connection(server.url(), Duration.ofMillis(100))) {
            assertThatThrownBy(() -> ask(connection)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whoIsNotThereIsToldFromWhoDoesNotAnswer() throws IOException {
        ServiceUrl nobody;
        try (var server = new ScriptedServer(ok(""))) {
            nobody = server.url();
        }
        try (var connection = new Connection(nobody, PATIENCE)) {
            assertThatThrownBy(() -> ask(connection)).isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-server\r\n\r\n",
                "HTTP/1.1 2000\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void whatIsNoAnswerIsAFault(String answer) throws IOException {
        try (var server = new ScriptedServer(answer);
                var connection = new Connection(server.url(), PATIENCE)) {
            assertThatThrownBy(() -> ask(connection))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aClosedConnectionLeavesItsWaiterGo() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.SILENCE);
                var thread = Executors.newSingleThreadExecutor()) {
            var connection = new Connection(server.url(), PATIENCE);
            Future<String> waiter = thread.submit(() -> ask(connection));
            await().until(() -> server.requests() == 1);
            connection.close();
            assertThatThrownBy(waiter::get).hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask(connection)).isInstanceOf(IOException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    private static String ask(Connection connection) throws IOException {
        Reply reply = connection.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }
}
