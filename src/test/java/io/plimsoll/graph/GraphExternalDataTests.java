package io.plimsoll.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphExternalDataTests {

    @TempDir
    Path folder;

    @Test
    void dataBesideTheGraphIsFoundAndMayBeLoaded() throws IOException {
        Graph graph = Drawn.graph("external_ok/model");

        assertThat(graph.externalData()).containsExactly(new ExternalData("weights", "weights.bin", 0, 8));
        assertThat(graph.externalFiles()).containsExactly("weights.bin");
        assertThat(graph.externalDataProblems(Drawn.file("external_ok"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "external_dotdot, leaves the folder of the graph",
        "external_dotdot_in_if, leaves the folder of the graph",
        "external_absolute, must name a file by a path relative to the graph",
        "external_missing, is not in the package",
        "external_short/model, 'is too short: it has 5 bytes, and 8 are read from byte 0'",
        "external_negative_offset/model, 'has a negative offset or length: -4, 8'",
    })
    void case41DataOutsideThePackageOrBeyondItsFileIsRefused(String name, String why) throws IOException {
        Path graphFolder = Drawn.file(name + ".onnx").getParent();

        assertThat(Drawn.graph(name).externalDataProblems(graphFolder))
                .singleElement()
                .asString()
                .startsWith("the external data of 'weights', '")
                .endsWith(why);
    }

    @Test
    void case41ASymbolicLinkIsRefused() throws IOException {
        Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[8]);
        Path graphFolder = Files.createDirectory(folder.resolve("version"));
        Files.createSymbolicLink(graphFolder.resolve("weights.bin"), elsewhere);

        assertThat(problems(graphFolder, "weights.bin"))
                .singleElement()
                .asString()
                .endsWith("reaches its bytes through a symbolic link");
    }

    @Test
    void case41AFolderThatIsASymbolicLinkIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.write(elsewhere.resolve("weights.bin"), new byte[8]);
        Path graphFolder = Files.createDirectory(folder.resolve("version"));
        Files.createSymbolicLink(graphFolder.resolve("data"), elsewhere);

        assertThat(problems(graphFolder, "data/weights.bin"))
                .singleElement()
                .asString()
                .endsWith("reaches its bytes through a symbolic link");
    }

    @Test
    void case41AHardLinkIsRefused() throws IOException {
        Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[8]);
        Path graphFolder = Files.createDirectory(folder.resolve("version"));
        Files.createLink(graphFolder.resolve("weights.bin"), elsewhere);

        assertThat(problems(graphFolder, "weights.bin"))
                .singleElement()
                .asString()
                .endsWith("is a hard link: the file has another name elsewhere");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "/etc/passwd", "\\\\host\\share", "data/../../weights.bin", "'*/_ORT_MEM_ADDR_/*'"})
    void case41NamesThatMeanSomethingElseAreRefused(String location) throws IOException {
        assertThat(problems(folder, location)).hasSize(1);
    }

    @Test
    void aFileThatCannotBeNamedIsRefused() throws IOException {
        assertThat(problems(folder, "weights\0.bin")).hasSize(1);
    }

    @Test
    void aLengthThatOverflowsIsTooLongForTheFile() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[8]);

        assertThat(new ExternalData("weights", "weights.bin", 4, Long.MAX_VALUE).problem(folder))
                .hasValueSatisfying(why -> assertThat(why).contains("is too short"));
    }

    @Test
    void aLocationMayBeginWithTheFolderItself() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[8]);
        var location = new Message().text(1, "location").text(2, "./weights.bin");
        Graph graph = read(
                new Message().number(1, 2).number(2, 1).message(13, location).number(14, 1));

        assertThat(graph.externalDataProblems(folder)).isEmpty();
        assertThat(graph.externalFiles()).containsExactly("weights.bin");
    }

    @Test
    void withoutADeclaredLengthTheShapeDecides() throws IOException {
        var location = new Message().text(1, "location").text(2, "weights.bin");
        var tensor = new Message()
                .number(1, 3)
                .number(1, 5)
                .number(2, 11)
                .text(8, "weights")
                .message(13, location)
                .number(14, 1);

        assertThat(read(tensor).externalData()).containsExactly(new ExternalData("weights", "weights.bin", 0, 120));
    }

    @Test
    void aShapeThatOverflowsIsLargerThanAnyFile() throws IOException {
        var tensor = new Message()
                .number(1, 1L << 62)
                .number(1, 1L << 62)
                .number(2, 1)
                .number(14, 1);

        assertThat(read(tensor).externalData()).extracting(ExternalData::length).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void anOffsetThatIsNoNumberMakesTheGraphUnreadable() throws IOException {
        var offset = new Message().text(1, "offset").text(2, "everything");
        var tensor = new Message().text(8, "weights").message(13, offset).number(14, 1);
        Path file = write(tensor);

        assertThat(Drawn.reason(GraphReader.read(file)))
                .isEqualTo("has external data whose offset is no number: 'weights'");
    }

    private static List<String> problems(Path folder, String location) throws IOException {
        return new ExternalData("weights", location, 0, 8)
                .problem(folder).stream().toList();
    }

    private Graph read(Message tensor) throws IOException {
        return Drawn.readable(GraphReader.read(write(tensor)));
    }

    private Path write(Message tensor) throws IOException {
        byte[] model = Message.model(new Message().message(5, tensor)).bytes();
        return Files.write(folder.resolve("model.onnx"), model);
    }
}
