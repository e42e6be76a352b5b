package io.plimsoll.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The process as a caller of its own: it sends requests through its own door, over one connection, and knows them again
 * by a secret that never leaves the process. Used by one thread; its requests are known on any.
 */
final class LoopbackCaller implements AutoCloseable {

    private static final String SECRET_HEADER = "X-Plimsoll-Warm-Up";
    private static final int SECRET_BYTES = 16;

    private final String secret = secret();
    private final HostnameVerifier anyName = (name, session) -> true;
    private volatile @Nullable Connector door;
    private volatile boolean closed;
    private @Nullable SSLSocketFactory sockets;
    private @Nullable HttpURLConnection last;

    private static String secret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The door that callers use. */
    void of(Connector connector) {
        door = connector;
    }

    /** Whether a request is one of its own; none is once it is closed. */
    boolean knows(HttpServletRequest request) {
        String shown = closed ? null : request.getHeader(SECRET_HEADER);
        return shown != null && MessageDigest.isEqual(ascii(secret), ascii(shown));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Posts JSON and reads the answer.
     *
     * @return its status
     */
    int post(String path, byte[] body, Duration patience) throws IOException {
        int millis = Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE);
        HttpURLConnection connection = open(path);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setRequestProperty(SECRET_HEADER, secret);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        last = connection;
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        // Read to its end, so that the connection serves the next request.
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
        }
        return status;
    }

    private HttpURLConnection open(String path) throws IOException {
        Connector connector = Objects.requireNonNull(door, "there is no door yet");
        URLConnection connection = url(connector, path).openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            trust(secure);
        }
        return (HttpURLConnection) connection;
    }

    private static URL url(Connector connector, String path) throws IOException {
        InetAddress address =
                connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol ? protocol.getAddress() : null;
        InetAddress host = address == null || address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String name = host.getHostAddress();
        String authority = (name.contains(":") ? "[" + name + "]" : name) + ":" + connector.getLocalPort();
        return URI.create(connector.getScheme() + "://" + authority + path).toURL();
    }

    /**
     * Whoever answers at a port that this process listens on is this process: it need not prove that by a certificate,
     * which is made out to the name that callers know.
     */
    private void trust(HttpsURLConnection connection) throws IOException {
        // The same for every request: a connection is kept for those that share them.
        SSLSocketFactory trusting = sockets == null ? sockets() : sockets;
        sockets = trusting;
        connection.setSSLSocketFactory(trusting);
        connection.setHostnameVerifier(anyName);
    }

    private static SSLSocketFactory sockets() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Self()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no TLS", e);
        }
    }

    /** Ends its connection, and knows no request any more. */
    @Override
    public void close() {
        closed = true;
        HttpURLConnection open = last;
        if (open != null) {
            open.disconnect();
        }
    }

    private static final class Self implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
