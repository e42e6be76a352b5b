package io.plimsoll.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tells whether what the files of an operator say now is what is in force. */
public final class OperatorFiles implements MeterBinder {

    private final List<Watched> files;

    /**
     * A file that is looked at.
     *
     * @param what it holds, such as "limits"
     * @param sound whether what it says is in force
     */
    public record Watched(String what, BooleanSupplier sound) {}

    public OperatorFiles(List<Watched> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Watched file : files) {
            Gauge.builder(
                            "plimsoll_operator_file_sound",
                            file,
                            watched -> watched.sound().getAsBoolean() ? 1 : 0)
                    .description("1 if what the file says now is in force, 0 if it is broken or gone")
                    .tag("file", file.what())
                    .register(registry);
        }
    }
}
