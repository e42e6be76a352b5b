package io.plimsoll.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class TelemetryTests {

    @AfterEach
    void keepItOff() {
        Telemetry.off();
    }

    @Test
    void the_switch_is_in_the_environment_that_native_code_sees() throws Throwable {
        call("unsetenv", Telemetry.SWITCH);
        assertThat(environment(Telemetry.SWITCH)).isNull();

        Telemetry.off();

        assertThat(environment(Telemetry.SWITCH)).isEqualTo("1");
    }

    @Test
    void the_switch_is_set_once_the_library_is_there() throws Throwable {
        assertThat(Library.ENVIRONMENT.getVersion()).isNotEmpty();
        assertThat(environment(Telemetry.SWITCH)).isEqualTo("1");
    }

    @SuppressWarnings("restricted")
    private static String environment(String name) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            var getenv = Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("getenv"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            var value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
            return value.equals(MemorySegment.NULL)
                    ? null
                    : value.reinterpret(Long.MAX_VALUE).getString(0);
        }
    }

    @SuppressWarnings("restricted")
    private static void call(String function, String name) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            var handle = Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow(function),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            assertThat((int) handle.invokeExact(arena.allocateFrom(name))).isZero();
        }
    }
}
