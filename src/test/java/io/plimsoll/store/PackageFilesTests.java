package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFilesTests {

    @TempDir
    Path folder;

    @Test
    void theFilesOfTheLayoutAreKnownAndSized() throws IOException {
        for (String name : Set.of(
                "model.yaml",
                "model.onnx",
                "samples.jsonl",
                "README.md",
                "LICENSE",
                "LICENSE-data.txt",
                "NOTICE.md",
                "baseline.json",
                "manifest.json",
                "publishing.json")) {
            write(name);
        }

        PackageFiles files = PackageFiles.list(folder);

        assertThat(files.sizes()).hasSize(10).containsEntry("NOTICE.md", 3L);
        assertThat(files.problems()).isEmpty();
        assertThat(files.unknown(Set.of())).isEmpty();
    }

    @Test
    void filesThatTheContractOrTheGraphNamesAreKnownAndMustBeThere() throws IOException {
        write("values.json");
        write("data/weights.bin");

        PackageFiles files = PackageFiles.list(folder);

        assertThat(files.unknown(Set.of("values.json", "data/weights.bin"))).isEmpty();
        assertThat(files.missing(Set.of("values.json", "labels.json"))).containsExactly("labels.json");
    }

    @Test
    void anyOtherFileIsCalledByItsName() throws IOException {
        write("notebook.ipynb");
        write("data/LICENSE");
        write("model.onnx");

        assertThat(PackageFiles.list(folder).unknown(Set.of())).containsExactly("data/LICENSE", "notebook.ipynb");
    }

    @Test
    void dotFilesAndDotFoldersAreNoPartOfAVersion() throws IOException {
        write(".DS_Store");
        write(".ipynb_checkpoints/model.onnx");
        write("data/.keep");

        assertThat(PackageFiles.list(folder)).isEqualTo(new PackageFiles(folder, new TreeMap<>(), List.of()));
    }

    @Test
    void linksToFilesAndToFoldersAreRefused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("model.onnx"), "abc");
        Path version = Files.createDirectory(folder.resolve("version"));
        Files.createSymbolicLink(version.resolve("model.onnx"), other.resolve("model.onnx"));
        Files.createSymbolicLink(version.resolve("data"), other);

        PackageFiles files = PackageFiles.list(version);

        assertThat(files.sizes()).isEmpty();
        assertThat(files.problems())
                .containsExactlyInAnyOrder("model.onnx is a symbolic link", "data is a symbolic link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.zip", "model.tar.gz", "model.TGZ", "data/values.npz", "serving.mar"})
    void archivesAreRefused(String name) throws IOException {
        write(name);

        assertThat(PackageFiles.list(folder).problems())
                .containsExactly(name + " is an archive; a version holds its files as they are");
    }

    @Test
    void foldersInFoldersEndSomewhere() throws IOException {
        write("1/2/3/4/5/6/7/8/9/weights.bin");

        assertThat(PackageFiles.list(folder).problems()).containsExactly("1/2/3/4/5/6/7/8 is a folder too deep");
    }

    @Test
    void moreFilesThanAnyVersionHasAreRefused() throws IOException {
        for (int file = 0; file < 1001; file++) {
            write("weights-" + file + ".bin");
        }

        assertThat(PackageFiles.list(folder).problems()).containsExactly("more than 1000 files");
    }

    @Test
    void aVersionIsAFolder() throws IOException {
        write("model.onnx");

        assertThatThrownBy(() -> PackageFiles.list(folder.resolve("model.onnx")))
                .isInstanceOf(NotDirectoryException.class);
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "abc");
    }
}
