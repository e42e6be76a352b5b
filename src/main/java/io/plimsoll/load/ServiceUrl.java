package io.plimsoll.load;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a service listens.
 *
 * @param secure whether it is asked over TLS
 * @param host a name or an address, one of IPv6 in brackets
 * @param path what stands before the service's own paths, without a slash at its end; mostly empty
 */
public record ServiceUrl(boolean secure, String host, int port, String path) {

    private static final String HTTPS = "https";
    private static final String EXAMPLE = "; it looks like http://127.0.0.1:8080";
    private static final int MOST_PORT = 65_535;

    /**
     * Reads a URL as people write it.
     *
     * @throws IllegalArgumentException with a reason for them if it is none of a service
     */
    public static ServiceUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(text + " is not a URL" + EXAMPLE, e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null) {
            // Not told: what stands there may be a secret.
            throw new IllegalArgumentException("the URL holds a name or a key before its host; leave that out");
        }
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals(HTTPS))) {
            throw new IllegalArgumentException(text + " is not the URL of a service" + EXAMPLE);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL of a service ends before ? and #" + EXAMPLE);
        }
        if (uri.getPort() == 0 || uri.getPort() > MOST_PORT) {
            throw new IllegalArgumentException(text + " names a port that there is not" + EXAMPLE);
        }
        boolean secure = scheme.equals(HTTPS);
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        return new ServiceUrl(secure, uri.getHost(), port, uri.getRawPath().replaceFirst("/+$", ""));
    }

    /** The host as the resolver of names knows it. */
    String hostToFind() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The bytes of a request for a document.
     *
     * @param below a path of the service's own
     * @param key what the caller shows to be let in
     */
    public byte[] get(String below, @Nullable String key) {
        return (head("GET", below, key) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a request that sends a JSON body. */
    public byte[] post(String below, @Nullable String key, byte[] body) {
        byte[] head = (head("POST", below, key) + "Content-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private String head(String method, String below, @Nullable String key) {
        return method + " " + path + below + " HTTP/1.1\r\nHost: " + authority() + "\r\nAccept: application/json\r\n"
                + (key == null ? "" : "Authorization: Bearer " + key + "\r\n");
    }

    private String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority() + path;
    }
}
