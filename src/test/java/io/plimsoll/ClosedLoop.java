package io.plimsoll;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that each send a request, read its answer, and send the next, on connections that they keep as long as they
 * may. What came of each request is told apart: a whole answer, a part of one, none on a connection that had answered
 * before, none on a new one.
 */
final class ClosedLoop implements AutoCloseable {

    private static final int PATIENCE_MS = 20_000;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicBoolean ending = new AtomicBoolean();

    private ClosedLoop(int port) {
        this.port = port;
    }

    /** A request: where it goes, and what it says. */
    record Request(String path, String body) {

        private byte[] bytes() {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
            return (head + body).getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * A whole answer.
     *
     * @param last whether its connection ends with it
     */
    record Answer(int status, boolean last, String body) {}

    /** As many callers as requests; each sends its own again and again until nobody answers any more. */
    static ClosedLoop of(int port, List<Request> requests) {
        var loop = new ClosedLoop(port);
        for (Request request : requests) {
            loop.threads.add(Thread.ofPlatform().name("caller").start(() -> loop.call(request.bytes())));
        }
        return loop;
    }

    private void call(byte[] request) {
        boolean taken = true;
        while (taken && !ending.get()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MS);
                socket.setTcpNoDelay(true);
                taken = converse(socket, request);
            } catch (IOException refused) {
                taken = false;
            }
        }
        turnedAway.incrementAndGet();
    }

    /** Sends requests on one connection until it ends; whether another is worth a try. */
    private boolean converse(Socket socket, byte[] request) {
        int before = 0;
        while (!ending.get()) {
            var received = new ByteArrayOutputStream();
            Answer answer = null;
            String how = "it ended";
            try {
                socket.getOutputStream().write(request);
                answer = receive(socket.getInputStream(), received);
            } catch (IOException e) {
                how = e.toString();
            }
            if (answer == null) {
                if (received.size() > 0) {
                    fault("a part of an answer (" + how + "): " + received.toString(StandardCharsets.ISO_8859_1));
                } else if (before > 0) {
                    fault("no answer on a connection that had given " + before + " (" + how + ")");
                }
                return false;
            }
            before++;
            synchronized (this) {
                answers.add(answer);
            }
            if (answer.last()) {
                return true;
            }
        }
        return false;
    }

    private synchronized void fault(String what) {
        faults.add(what);
    }

    /** Null if the connection ends first. */
    private static Answer receive(InputStream in, ByteArrayOutputStream received) throws IOException {
        int matched = 0;
        while (matched < HEAD_END.length) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            received.write(next);
            matched = next == HEAD_END[matched] ? matched + 1 : next == HEAD_END[0] ? 1 : 0;
        }
        String head = received.toString(StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(header(head, "Content-Length"));
        byte[] body = in.readNBytes(length);
        received.writeBytes(body);
        int status = Integer.parseInt(head.substring(9, 12));
        return body.length < length
                ? null
                : new Answer(
                        status,
                        header(head, "Connection").equalsIgnoreCase("close"),
                        new String(body, StandardCharsets.UTF_8));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Whole answers so far. */
    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Requests that were lost, or answered in part. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many callers have nobody to ask any more. */
    int turnedAway() {
        return turnedAway.get();
    }

    /** Waits until each caller has found nobody who answers. */
    void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Each caller ends after the answer that it waits for. */
    @Override
    public void close() {
        ending.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
