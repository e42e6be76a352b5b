package io.plimsoll.lifecycle;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How this very program is started once more, from where it was started itself: the executable jar, the extracted one,
 * or folders of classes.
 *
 * @param java the program that runs a JVM
 * @param classPath as this JVM has it
 */
record ChildCommand(Path java, String classPath) {

    static final String CRASH_FILE = "crash.log";

    private static final String MAIN = "io.plimsoll.Plimsoll";

    /** Only what finds programs, libraries and locales: a child needs no secrets, and no agents. */
    private static final Set<String> KEPT = Set.of("PATH", "LD_LIBRARY_PATH", "LANG", "LANGUAGE", "LOCPATH", "TZ");

    static ChildCommand ofThisProcess() {
        Path own = Path.of(System.getProperty("java.home"), "bin", "java");
        Path java = Files.isExecutable(own)
                ? own
                : Path.of(ProcessHandle.current().info().command().orElse("java"));
        return new ChildCommand(java, System.getProperty("java.class.path"));
    }

    /** A process to be started in a folder of its own, where it leaves all that it leaves. */
    ProcessBuilder in(Path folder, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(List.of(
                // By default a share of the machine's memory, all of which counts against the limit.
                "-Xms16m",
                "-Xmx256m",
                "-Xss1m",
                // One thread is at work, and not for long.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(CRASH_FILE),
                "-Djava.io.tmpdir=" + folder,
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> !KEPT.contains(name) && !name.startsWith("LC_"));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return builder;
    }

    private List<String> program() {
        boolean jar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return jar ? List.of("-jar", absolute(classPath)) : List.of("-cp", absolute(classPath), MAIN);
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
