package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.inference.EngineSettings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that proves one version, seen from inside: it bounds itself, proves, says what it found, and ends; also
 * when the process that started it does.
 */
public final class ProvingChild {

    private static final String COMMAND = "prove-child";
    private static final int DONE = 0;
    private static final int UNDONE = 1;

    private final OutputStream lines;

    private ProvingChild(OutputStream lines) {
        this.lines = lines;
    }

    /** Whether these arguments of the jar ask for a proof; only {@link Prover} does. */
    public static boolean asked(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals(COMMAND);
    }

    static List<String> arguments(long mostBytes, Path folder, @Nullable ModelVersion expected) {
        String place = folder.toAbsolutePath().toString();
        String most = Long.toString(mostBytes);
        return expected == null
                ? List.of(COMMAND, most, place)
                : List.of(COMMAND, most, place, expected.model(), expected.version());
    }

    /**
     * Proves what the arguments say.
     *
     * @param parent at its end when the process that asked is gone
     * @return the exit code, with which the process should end at once: nothing is left to do in it
     */
    public static int run(String[] arguments, InputStream parent) {
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> endWith(parent));
        // Opened anew, since what native code prints must not come between the lines.
        try (var lines = new FileOutputStream("/dev/fd/1")) {
            OwnLimits.silenceStdout();
            return new ProvingChild(lines).run(arguments);
        } catch (IOException unheard) {
            return UNDONE;
        }
    }

    private int run(String[] arguments) throws IOException {
        try {
            OwnLimits.set(Long.parseLong(arguments[1]));
            ModelVersion expected = arguments.length > 3 ? new ModelVersion(arguments[3], arguments[4]) : null;
            Report report = prove(Path.of(arguments[2]), expected);
            say(new ProofLine.Done(report));
            return DONE;
        } catch (IOException unreadable) {
            say(new ProofLine.Undone("the package cannot be read: " + unreadable.getMessage()));
        } catch (RuntimeException | Error defect) {
            say(new ProofLine.Undone(
                    "the proof has a defect: " + defect.getClass().getSimpleName()));
        }
        return UNDONE;
    }

    private Report prove(Path folder, @Nullable ModelVersion expected) throws IOException {
        var settings = EngineSettings.defaults().withWarnings();
        switch (Proof.prove(folder, expected, settings, this::begin)) {
            case Proof.Outcome.Refused(Report report) -> {
                return report;
            }
            case Proof.Outcome.Proven(LoadedVersion version, Report report) -> {
                begin(ProofStep.RELEASE);
                version.close();
                return report;
            }
        }
    }

    /** Native code complains on stderr alone, and whoever reads it must know of which step. */
    private void begin(ProofStep step) {
        System.err.writeBytes(ChildOutput.mark(step));
        System.err.flush();
        say(new ProofLine.Begun(step));
    }

    private void say(ProofLine line) {
        try {
            lines.write((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException unheard) {
            // Whoever asked is gone, and the watch over it ends this process.
        }
    }

    private static void endWith(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(UNDONE);
    }
}
