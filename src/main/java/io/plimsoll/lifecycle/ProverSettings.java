package io.plimsoll.lifecycle;

import java.time.Duration;

/**
 * What a proof in a process of its own may take.
 *
 * @param longest from the start of the process to its verdict
 * @param mostBytes memory of the process, however much there is
 * @param reservedBytes of the memory that is left, what the process may not have
 * @param leastBytes memory below which no proof is tried; a JVM with ONNX Runtime and a small graph gets by with 96 MiB
 */
public record ProverSettings(Duration longest, long mostBytes, long reservedBytes, long leastBytes) {

    public ProverSettings {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("a proof takes time");
        }
        if (leastBytes < 1 || mostBytes < leastBytes) {
            throw new IllegalArgumentException("a proof takes memory, and may take the least that it is tried with");
        }
        if (reservedBytes < 0) {
            throw new IllegalArgumentException("no less than nothing is reserved");
        }
    }

    /** The same with other bounds; without the least memory for a proof, none is tried. */
    public ProverSettings with(Duration timeout, long maxBytes) {
        return new ProverSettings(timeout, Math.max(leastBytes, maxBytes), reservedBytes, leastBytes);
    }

    /** A minute; 4 GiB, or what is left but for 64 MiB, if that is at least 192 MiB. */
    public static ProverSettings defaults() {
        return new ProverSettings(Duration.ofSeconds(60), 4L << 30, 64L << 20, 192L << 20);
    }
}
