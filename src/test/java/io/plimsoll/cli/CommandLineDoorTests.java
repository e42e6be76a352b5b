package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineDoorTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void servesWithoutAWordOrWithServeOrWithProperties() {
        assertThat(CommandLineDoor.serves(new String[0])).isTrue();
        assertThat(CommandLineDoor.serves(new String[] {"serve"})).isTrue();
        assertThat(CommandLineDoor.serves(new String[] {"--plimsoll.repository=x"}))
                .isTrue();
        assertThat(CommandLineDoor.serves(new String[] {"verify", "x"})).isFalse();
        assertThat(CommandLineDoor.serves(new String[] {"--help"})).isFalse();
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("verify", "diff", "plimsoll.repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verifi",
                "verify",
                "verify a b",
                "verify no-such-folder",
                "verify --jsn x",
                "diff",
                "diff models",
                "diff a b",
                "diff a b c",
                "load",
                "load http://127.0.0.1:1",
                "load http://127.0.0.1:1 --model m",
                "load localhost --model m --rate 1",
                "load http://127.0.0.1:1 --model M --rate 1",
                "load http://127.0.0.1:1 --model m --rate 0",
                "load http://127.0.0.1:1 --model m --rate=-1",
                "load http://127.0.0.1:1 --model m --rate many",
                "load http://127.0.0.1:1 --model m --rate 20001",
                "load http://127.0.0.1:1 --model m --rate 1 --seconds 0",
                "load http://127.0.0.1:1 --model m --rate 1 --warm-up=-1",
                "load http://127.0.0.1:1 --model m --rate 1 --connections 0",
                "load http://127.0.0.1:1 --model m --rate 20000 --seconds 3600",
                "load http://127.0.0.1:1 --model m --rate 1 --key-file no-such-file"
            })
    void wrongUsageIsExitCodeTwoAndSaysWhy(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheDiskRefusesIsToldInASentence(@TempDir Path repository) {
        // A file whose first byte cannot be read, whoever asks for it.
        String graph = "src/test/resources/graphs/matrix_3.onnx";
        assertThat(run("init", graph, "--data", "/proc/self/mem", "--out", repository.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("the disk refuses: ").hasLineCount(1);
    }

    @Test
    void theFolderOfAModelIsToldFromThatOfAVersion(@TempDir Path repository) throws IOException {
        Files.createDirectories(repository.resolve("iris/versions/1"));
        assertThat(run("verify", repository.resolve("iris").toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("iris is the folder of a model; name a version, such as ", "iris/versions/1");
    }

    @Test
    void aFolderOfAModelIsNoVersionToCompare() {
        assertThat(run("diff", "models/credit-risk/versions/1", "models/credit-risk"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("models/credit-risk is the folder of a model; name a version");
    }

    private int run(String... arguments) {
        return CommandLineDoor.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
