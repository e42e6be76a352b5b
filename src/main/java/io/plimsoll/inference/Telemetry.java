package io.plimsoll.inference;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's telemetry, which is on by default and reads its switch from the environment while the library loads:
 * the library's own {@code setTelemetry} comes too late, and Java cannot change its environment, so libc does.
 */
final class Telemetry {

    static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

    private Telemetry() {}

    /** Switches it off for a library that is not loaded yet. */
    @SuppressWarnings("restricted") // the project's JVMs allow native access
    static void off() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            log.warn("this platform has no setenv: start the process with {}=1", SWITCH);
            return;
        }
        var signature = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            int overwrite = 1;
            int result = (int) linker.downcallHandle(setenv.get(), signature)
                    .invokeExact(arena.allocateFrom(SWITCH), arena.allocateFrom("1"), overwrite);
            if (result != 0) {
                throw new IllegalStateException("setenv " + SWITCH + " failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + SWITCH + " failed", e);
        }
    }
}
