package io.plimsoll.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a proving process ended by itself, and what that says of the version.
 *
 * @param step what it was busy with
 * @param exitCode 128 and the signal's number, if a signal ended it
 * @param crashReport the head of the JVM's own report of a crash; empty without one
 * @param shortage what it was busy with when an allocation failed for the first time; null if none did
 * @param mostBytes the memory that it was given
 */
record ChildEnd(
        ProofStep step,
        int exitCode,
        String crashReport,
        @Nullable ProofStep shortage,
        long mostBytes) {

    private static final Pattern SIGNAL = Pattern.compile("^#\\s+(SIG[A-Z]+) \\(", Pattern.MULTILINE);
    private static final String NO_MEMORY = "insufficient memory";
    private static final int BY_SIGNAL = 128;
    private static final int JAVA_OUT_OF_MEMORY = 3;
    private static final String KILLED = "SIGKILL";
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, KILLED, 11, "SIGSEGV", 15, "SIGTERM");
    private static final int HEAD = 4096;

    /** The head of the crash report in a child's folder. */
    static String crashReport(Path folder) {
        Path file = folder.resolve(ChildCommand.CRASH_FILE);
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }

    /** What is to be said of the version, given the last word of the process, if it had one. */
    ProofVerdict verdict(@Nullable ProofLine last) {
        return switch (last) {
            // Also of a proof that passed: what ONNX Runtime gives up here it would take in the service.
            case ProofLine.Done _ when shortage != null -> outOfMemory(shortage, mostBytes);
            case ProofLine.Done(Report report) ->
                report.passed() ? new ProofVerdict.Passed(report) : new ProofVerdict.Refused(report);
            case ProofLine.Undone _ when shortage != null -> outOfMemory(shortage, mostBytes);
            case ProofLine.Undone(String reason) -> new ProofVerdict.Undone(reason);
            case ProofLine.Begun _ -> unexpected();
            case null -> unexpected();
        };
    }

    private ProofVerdict unexpected() {
        String signal = signal();
        if (shortage != null) {
            return outOfMemory(shortage, mostBytes);
        }
        // If it was killed, then not by us but by the kernel, which had to find memory somewhere.
        if (exitCode == JAVA_OUT_OF_MEMORY || crashReport.contains(NO_MEMORY) || KILLED.equals(signal)) {
            return outOfMemory(step, mostBytes);
        }
        if (signal == null || signal.equals("SIGTERM")) {
            return new ProofVerdict.Undone("the process that proves the version ended without a verdict while "
                    + step.words() + " (exit code " + exitCode + ")");
        }
        String what = step.isNative() ? "ONNX Runtime crashed" : "the JVM crashed";
        return new ProofVerdict.Crashed(what + " while " + whileIt() + " (" + signal + ")");
    }

    static ProofVerdict outOfMemory(ProofStep step, long mostBytes) {
        return new ProofVerdict.OutOfMemory("the version needs more memory than the " + (mostBytes >> 20)
                + " MiB that its proof may have; it ran out while " + step.words());
    }

    private String whileIt() {
        return step.words().replaceFirst("^ONNX Runtime ", "it ");
    }

    private @Nullable String signal() {
        Matcher told = SIGNAL.matcher(crashReport);
        if (told.find()) {
            return told.group(1);
        }
        int number = exitCode - BY_SIGNAL;
        return number > 0 ? SIGNALS.getOrDefault(number, "signal " + number) : null;
    }
}
