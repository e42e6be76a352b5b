package io.plimsoll.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is measured and for how long.
 *
 * @param gate whether a ratio above the limit makes the run fail
 * @param rounds how often each server is measured, in turn with the others
 * @param crowdSeconds of one round with many callers, which gives the CPU of a request
 * @param callerSeconds of one round with one caller, and of one at a constant rate
 * @param jar the service
 * @param folder where the models of the run and the servers' logs go
 * @param python an interpreter that has the peer's packages
 */
record Settings(
        boolean gate,
        List<Workload> workloads,
        int rounds,
        int crowdSeconds,
        int callerSeconds,
        Path jar,
        Path folder,
        @Nullable String python) {

    static final int CALLERS = 16;
    static final int PACED_PER_SECOND = 2_000;
    /** Until then the just-in-time compilers still work; an interpreter has none. */
    static final int WARM_UP = 120_000;

    static final int WARM_UP_PYTHON = 10_000;
    /** Of the CPU of a bare servlet; wide, because it guards against mistakes and not against noise. */
    static final double GATE = 2.2;

    static Settings of(String form, Path jar, Path folder, @Nullable String python) {
        return switch (form) {
            case "full" -> new Settings(false, List.of(Workload.values()), 5, 4, 2, jar, folder, python);
            case "quick" -> new Settings(false, List.of(Workload.TWENTY_NUMBERS), 3, 3, 1, jar, folder, null);
            case "gate" -> new Settings(true, List.of(Workload.TWENTY_NUMBERS), 3, 3, 1, jar, folder, null);
            default -> throw new IllegalArgumentException(form + " is none of full, quick, gate");
        };
    }

    long crowdNanos() {
        return TimeUnit.SECONDS.toNanos(crowdSeconds);
    }

    long callerNanos() {
        return TimeUnit.SECONDS.toNanos(callerSeconds);
    }
}
