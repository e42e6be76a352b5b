package io.plimsoll.inference;

import java.time.Duration;

/**
 * How an engine runs its graph.
 *
 * @param lanes runs at the same time, at most
 * @param limits how many of them may be used now, and how many runs may wait
 * @param arena whether ONNX Runtime keeps freed memory for later runs; it keeps the peak for good, and its lock costs
 *     two threads 40 % on a graph of microseconds
 * @param maxRunCells cells of all inputs of a run that rows share; a row of more has a run of its own
 * @param maxOutputCells cells of one output, all rows together; more is an invalid output
 * @param drain how long {@code close} waits for runs that are under way
 * @param outspoken whether ONNX Runtime writes its warnings to stderr; values of requests may stand in them
 */
public record EngineSettings(
        int lanes,
        LaneLimits limits,
        boolean arena,
        int maxRunCells,
        int maxOutputCells,
        Duration drain,
        boolean outspoken) {

    /** Enough to keep all lanes busy, and little enough to be over before a deadline. */
    public static final int QUEUE = 32;

    public EngineSettings {
        if (lanes < 1) {
            throw new IllegalArgumentException("an engine has at least one lane");
        }
        if (maxRunCells < 1) {
            throw new IllegalArgumentException("a run has at least one cell");
        }
        if (maxOutputCells < 1) {
            throw new IllegalArgumentException("an output has at least one cell");
        }
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain is negative");
        }
    }

    /**
     * A lane a CPU, no arena, a quarter of a million cells in a run that rows share, outputs of up to four million, ten
     * seconds to drain, which is as long as a deadline can be.
     */
    public static EngineSettings defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new EngineSettings(
                processors, LaneLimits.of(processors, QUEUE), false, 1 << 18, 1 << 22, Duration.ofSeconds(10), false);
    }

    /** The same with other limits. */
    public EngineSettings with(LaneLimits other) {
        return new EngineSettings(lanes, other, arena, maxRunCells, maxOutputCells, drain, outspoken);
    }

    /** The same, for a process whose stderr is read by nobody but a program. */
    public EngineSettings withWarnings() {
        return new EngineSettings(lanes, limits, arena, maxRunCells, maxOutputCells, drain, true);
    }
}
