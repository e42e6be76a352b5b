package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proving process itself, and the ways in which it is started. */
class ProvingChildIT {

    private static final ChildCommand COMMAND = ChildCommand.ofThisProcess();

    @TempDir
    private Path folder;

    @Test
    void theExecutableJarProvesAVersion() {
        var jar = new ChildCommand(COMMAND.java(), "target/plimsoll.jar");
        var prover = new Prover(ProverSettings.defaults(), MemoryRoom.ofThisMachine(), jar);

        assertThat(prover.prove(Path.of("models/credit-risk/versions/2"), new ModelVersion("credit-risk", "2")))
                .isInstanceOf(ProofVerdict.Passed.class);
    }

    @Test
    void aProgramThatIsNotThereLeavesTheProofUndone() {
        var absent = new ChildCommand(folder.resolve("java"), COMMAND.classPath());
        var prover = new Prover(ProverSettings.defaults(), MemoryRoom.ofThisMachine(), absent);

        assertThat(prover.prove(folder, null)).isInstanceOf(ProofVerdict.Undone.class);
    }

    /** Its stdin ends when the process that started it does; the graph would keep it busy for minutes. */
    @Test
    void theChildEndsWithItsParent() throws Exception {
        Process child = loading();
        child.getOutputStream().close();

        assertThat(child.waitFor()).isOne();
    }

    @Test
    void theChildIsBoundAndBehindAllOthersBeforeTheGraphIsLoaded() throws Exception {
        Process child = loading();
        try {
            Path own = Path.of("/proc", Long.toString(child.pid()));
            assertThat(Files.readString(own.resolve("limits")))
                    .containsPattern("Max data size +" + (1L << 30) + " +" + (1L << 30) + " ")
                    .containsPattern("Max core file size +0 +0 ");
            assertThat(Files.readString(own.resolve("oom_score_adj")).strip()).isEqualTo("1000");
            // The nineteenth word, counted behind the name in brackets.
            String stat = Files.readString(own.resolve("stat"));
            assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16])
                    .isEqualTo("19");
            assertThat(Files.readString(own.resolve("environ")).split("\0", -1))
                    .contains("ORT_DISABLE_TELEMETRY=1")
                    .noneMatch(variable -> variable.startsWith("HOME="));
            // Whatever native code prints goes where stderr goes, and not between the lines.
            assertThat(Files.readSymbolicLink(own.resolve("fd/1")))
                    .isEqualTo(Files.readSymbolicLink(own.resolve("fd/2")));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** A child in the middle of loading a graph that takes minutes. */
    private Process loading() throws IOException {
        Path version = Files.createDirectory(folder.resolve("version"));
        Files.copy(Path.of("src/test/resources/graphs/endless_fold.onnx"), version.resolve("model.onnx"));
        Process child = COMMAND.in(folder, ProvingChild.arguments(1L << 30, version, null))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = child.inputReader().readLine();
        while (line != null && !new ProofLine.Begun(ProofStep.LOAD).equals(ProofLine.read(line))) {
            line = child.inputReader().readLine();
        }
        assertThat(line).isNotNull();
        return child;
    }
}
