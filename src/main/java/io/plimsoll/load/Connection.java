package io.plimsoll.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection with at most one request under way, for one thread; it connects when it must. Whatever
 * happens, an exchange ends within its patience.
 */
public final class Connection implements AutoCloseable {

    /** A server may have closed what was idle for so long, and is not to blame for it. */
    private static final long IDLE_NANOS = 1_000_000_000L;

    private static final int MOST_MILLIS_TO_CONNECT = 5_000;

    private final ServiceUrl service;
    private final Duration patience;
    private @Nullable Wire wire;
    private long lastUsed;
    /** What another thread closes. */
    private volatile @Nullable Socket socket;

    private volatile boolean closed;

    /**
     * A connection that is not there yet.
     *
     * @param patience for an answer
     */
    public Connection(ServiceUrl service, Duration patience) {
        this.service = service;
        this.patience = patience;
    }

    /** A socket and what arrives on it. */
    private record Wire(Socket socket, TimedInput in) {}

    /**
     * Sends a request and waits for its answer.
     *
     * @throws ConnectException if nobody could be reached
     * @throws SocketTimeoutException if there was no answer in time
     * @throws IOException if the connection broke off, or what came was no answer
     */
    public Reply exchange(byte[] request) throws IOException {
        Wire idle = wire;
        if (idle == null || System.nanoTime() - lastUsed <= IDLE_NANOS) {
            return attempt(request);
        }
        try {
            return attempt(request);
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException broken) {
            if (idle.in().hasBegun() || closed) {
                throw broken;
            }
            // A prediction changes nothing, so it may be asked for again.
            return attempt(request);
        }
    }

    private Reply attempt(byte[] request) throws IOException {
        boolean done = false;
        try {
            Wire connected = wire == null ? connect() : wire;
            connected.in().expect(System.nanoTime() + patience.toNanos());
            connected.socket().getOutputStream().write(request);
            var reader = new ReplyReader(connected.in());
            Reply reply = reader.read();
            lastUsed = System.nanoTime();
            done = !reader.isLast();
            return reply;
        } finally {
            if (!done) {
                drop();
            }
        }
    }

    private Wire connect() throws ConnectException {
        try {
            var plain = new Socket();
            socket = plain;
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(MOST_MILLIS_TO_CONNECT);
            plain.connect(
                    new InetSocketAddress(InetAddress.getByName(service.hostToFind()), service.port()),
                    MOST_MILLIS_TO_CONNECT);
            Socket connected = service.secure() ? secured(plain) : plain;
            if (closed) {
                throw new IOException("the connection was closed");
            }
            Wire made = new Wire(connected, new TimedInput(connected));
            wire = made;
            return made;
        } catch (IOException why) {
            var unreached = new ConnectException(
                    why instanceof UnknownHostException
                            ? "there is no host " + service.host()
                            : String.valueOf(why.getMessage()));
            unreached.initCause(why);
            throw unreached;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(plain, service.hostToFind(), service.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private void drop() {
        wire = null;
        closeSocket();
    }

    private void closeSocket() {
        Socket connected = socket;
        if (connected != null) {
            try {
                connected.close();
            } catch (IOException e) {
                // It is given up anyway.
            }
        }
    }

    /** Ends what is under way, whichever thread waits for it; the connection is not used again. */
    @Override
    public void close() {
        closed = true;
        closeSocket();
    }
}
