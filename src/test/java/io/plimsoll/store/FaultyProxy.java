package io.plimsoll.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Stands between a client and an S3 server and does to each call what a test orders; one call a connection. */
public final class FaultyProxy implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final String LINE = "\r\n";
    private static final String END_OF_HEAD = LINE + LINE;
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    private final URI server;
    private final InetSocketAddress address;
    private final List<Seen> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Message> lastAnswers = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Treatment treatment = passOn();
    private volatile ServerSocket listener;

    /** A proxy that passes all calls on. */
    public FaultyProxy(URI server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        accept(listener);
    }

    /** What becomes of a call. */
    @FunctionalInterface
    public interface Treatment {
        void treat(Call call) throws IOException;
    }

    /** A call as it came. */
    public record Seen(String line, long nanos) {}

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** Treats all calls so, those that come from now on. */
    public void order(Treatment next) {
        treatment = next;
    }

    /** Treats calls so whose method and target have such a part; passes others on. */
    public void order(String part, Treatment next) {
        treatment = call -> (call.line().contains(part) ? next : passOn()).treat(call);
    }

    /** Passes all calls on again. */
    public void obey() {
        treatment = passOn();
    }

    /** Nobody listens any more. */
    public void refuse() throws IOException {
        listener.close();
    }

    /** Listens again, where it did before. */
    public void listen() throws IOException {
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        accept(listener);
    }

    /** All calls so far, in the order of their coming. */
    public List<Seen> calls() {
        return List.copyOf(calls);
    }

    /** How many calls had such a part. */
    public long calls(String part) {
        return calls.stream().filter(call -> call.line().contains(part)).count();
    }

    /** The server as it looks now, for those who have asked. */
    public Treatment past() {
        Map<String, Message> then = Map.copyOf(lastAnswers);
        return call -> {
            Message answer = then.get(call.line());
            if (answer == null) {
                error(404, "NoSuchKey").treat(call);
            } else {
                call.send(answer);
            }
        };
    }

    /** Passes the call on, and the answer back. */
    public static Treatment passOn() {
        return call -> call.send(call.answer());
    }

    /** Passes the call on after a while, and the answer back. */
    public static Treatment late(Duration delay) {
        return call -> {
            try {
                TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            } catch (InterruptedException leaving) {
                Thread.currentThread().interrupt();
            }
            passOn().treat(call);
        };
    }

    /** Never answers. */
    public static Treatment silence() {
        return call -> call.client().getInputStream().read();
    }

    /** Breaks the connection once so much of the answer's body was sent. */
    public static Treatment cutAfter(double share) {
        return call -> {
            Message answer = call.answer();
            int bytes = (int) (answer.body().length * share);
            call.send(new Message(answer.head(), Arrays.copyOf(answer.body(), bytes)));
            call.client().setSoLinger(true, 0);
        };
    }

    /** Answers with a whole body that lacks so many bytes at its end. */
    public static Treatment shorterBy(int bytes) {
        return call -> {
            Message answer = call.answer();
            int length = answer.body().length - bytes;
            call.send(new Message(
                    answer.with("Content-Length", Integer.toString(length)).head(),
                    Arrays.copyOf(answer.body(), length)));
        };
    }

    /** Answers with an error of S3, under any status. */
    public static Treatment error(int status, String code) {
        return error(status, code, Instant.now());
    }

    private static Treatment error(int status, String code, Instant date) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>as ordered</Message></Error>", date);
    }

    /** Answers a listing with another document, under status 200; passes other calls on. */
    public static Treatment listing(String xml) {
        return call -> (call.line().contains("list-type=2") ? xml(200, xml, Instant.now()) : passOn()).treat(call);
    }

    private static Treatment xml(int status, String xml, Instant date) {
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " As Ordered" + LINE + "Content-Type: application/xml" + LINE
                + "Content-Length: " + body.length + LINE + "Date: " + date(date) + LINE + "Connection: close"
                + END_OF_HEAD;
        return call -> call.send(new Message(head, body));
    }

    /** Passes calls on without a header. */
    public static Treatment without(String header) {
        return call -> call.send(call.answer(call.request().without(header)));
    }

    /** A server whose clock is ahead of that of its clients: it takes no signature that is a quarter of an hour off. */
    public static Treatment clockAhead(Duration ahead) {
        return call -> {
            Instant now = Instant.now().plus(ahead);
            Instant signed = Instant.from(SIGNED.parse(call.request().header("X-Amz-Date")));
            if (Duration.between(signed, now).abs().compareTo(Duration.ofMinutes(15)) > 0) {
                error(403, "RequestTimeTooSkewed", now).treat(call);
            } else {
                call.send(call.answer().with("Date", date(now)));
            }
        };
    }

    private static String date(Instant date) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
    }

    private void accept(ServerSocket from) {
        Thread.ofVirtual().start(() -> {
            while (!from.isClosed()) {
                try {
                    Socket client = from.accept();
                    open.add(client);
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (!head.isEmpty()) {
                var call = new Call(client, in, head);
                calls.add(new Seen(call.line(), System.nanoTime()));
                treatment.treat(call);
            }
        } catch (IOException | UncheckedIOException broken) {
            // The client has left, or the test has ended.
        } finally {
            open.remove(client);
        }
    }

    /** Up to the empty line; nothing of a connection that was never used. */
    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith(END_OF_HEAD)) {
            int read = in.read();
            if (read < 0) {
                return "";
            }
            bytes.write(read);
            head = read == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : head;
        }
        return head;
    }

    /** A head and a body, as they are sent. */
    record Message(String head, byte[] body) {

        String header(String name) {
            return head.lines()
                    .filter(line -> named(line, name))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        Message without(String name) {
            var left = new StringBuilder();
            head.lines()
                    .filter(line -> !line.isEmpty() && !named(line, name))
                    .forEach(line -> left.append(line).append(LINE));
            return new Message(left.append(LINE).toString(), body);
        }

        Message with(String name, String value) {
            String others = without(name).head;
            return new Message(
                    others.substring(0, others.length() - LINE.length()) + name + ": " + value + END_OF_HEAD, body);
        }

        private static boolean named(String line, String name) {
            return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
        }
    }

    /** A call under way. */
    public final class Call {

        private final Socket client;
        private final InputStream in;
        private final String head;

        private Call(Socket client, InputStream in, String head) {
            this.client = client;
            this.in = in;
            this.head = head;
        }

        /** Its method and target. */
        public String line() {
            return head.substring(0, head.indexOf(" HTTP/"));
        }

        private Socket client() {
            return client;
        }

        private Message request() {
            return new Message(head, new byte[0]);
        }

        private Message answer() throws IOException {
            return answer(request());
        }

        /** What the server says; one that waits to be asked for its body is asked here. */
        private Message answer(Message request) throws IOException {
            if (!request.header("Expect").isEmpty()) {
                client.getOutputStream()
                        .write(("HTTP/1.1 100 Continue" + END_OF_HEAD).getBytes(StandardCharsets.ISO_8859_1));
            }
            String length = request.header("Content-Length");
            byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            Message sent = request.without("Expect").with("Connection", "close");
            try (var upstream = new Socket(server.getHost(), server.getPort())) {
                write(upstream, new Message(sent.head(), body));
                var out = new BufferedInputStream(upstream.getInputStream());
                String answered = head(out);
                if (answered.isEmpty()) {
                    throw new EOFException("the server has left");
                }
                Message answer = new Message(answered, out.readAllBytes()).with("Connection", "close");
                if (answered.startsWith("HTTP/1.1 200 ") && line().startsWith("GET ")) {
                    lastAnswers.put(line(), answer);
                }
                return answer;
            }
        }

        private void send(Message answer) throws IOException {
            write(client, answer);
        }

        private static void write(Socket to, Message message) throws IOException {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(message.head().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(message.body());
            to.getOutputStream().write(bytes.toByteArray());
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
