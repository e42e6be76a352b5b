package io.plimsoll.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TelemetryTests {

    @AfterEach
    void keepItOff() {
        Telemetry.off();
    }

    @Test
    void theSwitchIsInTheEnvironmentThatNativeCodeSees() throws Throwable {
        call("unsetenv", Telemetry.SWITCH);
        assertThat(environment(Telemetry.SWITCH)).isNull();

        Telemetry.off();

        assertThat(environment(Telemetry.SWITCH)).isEqualTo("1");
    }

    @Test
    void aProcessThatStartsWithoutTheSwitchLeavesNoneOfItsFiles(@TempDir Path folder) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                TelemetryProbe.class.getName());
        process.environment().remove(Telemetry.SWITCH);
        process.environment().put("HOME", folder.toString());
        process.environment().put("TMPDIR", folder.toString());
        process.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);

        assertThat(process.start().waitFor()).isZero();

        // A process with telemetry writes an id of the device and a database under its home, and logs to its tmp.
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
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
