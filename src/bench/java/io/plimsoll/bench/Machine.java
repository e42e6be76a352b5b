package io.plimsoll.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the whole machine did: others on it spoil what is measured. */
final class Machine {

    private static final long NANOS_OF_TICK = 10_000_000;
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    private static final int COUNTED = 8;

    private Machine() {}

    /** Time that its processors were not idle, all of them together, since it was started. */
    static long busyNanos() throws IOException {
        String all = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        long[] ticks = Arrays.stream(all.split("\\s+", -1))
                .skip(1)
                .limit(COUNTED)
                .mapToLong(Long::parseLong)
                .toArray();
        return (Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[WAITING_FOR_DISK]) * NANOS_OF_TICK;
    }
}
