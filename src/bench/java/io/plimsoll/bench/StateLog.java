package io.plimsoll.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The states of versions as a service logs them; to follow them costs the service nothing. */
final class StateLog {

    private static final Pattern CHANGE = Pattern.compile("(\\S+) .* : (\\S+ \\S+) is ([A-Z]+)(?:: .*)?");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PAUSE_MILLIS = 5;

    private final Server service;
    private final StringBuilder unread = new StringBuilder();
    private long position;

    StateLog(Server service) {
        this.service = service;
    }

    /**
     * A version's step into a state.
     *
     * @param version its model and its name
     */
    record Change(Instant at, String version, String state) {}

    /** Waits for a state of a version; what all versions went through since the last one that was waited for. */
    List<Change> await(String version, String state) throws IOException, InterruptedException {
        List<Change> changes = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end && service.isAlive()) {
            read();
            for (int line = unread.indexOf("\n"); line >= 0; line = unread.indexOf("\n")) {
                Matcher change = CHANGE.matcher(unread.substring(0, line));
                unread.delete(0, line + 1);
                if (change.matches()) {
                    changes.add(new Change(
                            OffsetDateTime.parse(change.group(1)).toInstant(), change.group(2), change.group(3)));
                    Change last = changes.getLast();
                    if (last.version().equals(version) && last.state().equals(state)) {
                        return changes;
                    }
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException(version + " is not " + state + "; see " + service.log());
    }

    private void read() throws IOException {
        try (FileChannel log = FileChannel.open(service.log())) {
            var bytes = ByteBuffer.allocate((int) (log.size() - position));
            position += Math.max(0, log.read(bytes, position));
            unread.append(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }
    }
}
