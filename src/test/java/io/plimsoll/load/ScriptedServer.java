package io.plimsoll.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers the requests of all its connections as a script says, and reads no more of them than it must.
 */
final class ScriptedServer implements AutoCloseable {

    /** Instead of an answer: the connection ends. */
    static final String HANG_UP = "hang up";

    /** Instead of an answer: nothing ever comes. */
    static final String SILENCE = "silence";

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> script;

    /** Answers the requests in turn; the last answer is for all that follow. */
    ScriptedServer(String... script) throws IOException {
        this.script = List.of(script);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 \r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    ServiceUrl url() {
        return new ServiceUrl(false, "127.0.0.1", door.getLocalPort(), "");
    }

    int connections() {
        return connections.size();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = door.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            while (readHead(in)) {
                String answer = script.get(Math.min(requests.getAndIncrement(), script.size() - 1));
                if (answer.equals(HANG_UP)) {
                    return;
                }
                if (!answer.equals(SILENCE)) {
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException gone) {
            // The client left.
        }
    }

    /** Reads a request without a body; false at the end. */
    private static boolean readHead(InputStream in) throws IOException {
        int line = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                if (line == 0) {
                    return true;
                }
                line = 0;
            } else if (next != '\r') {
                line++;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
