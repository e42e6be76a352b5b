package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTests {

    private static final ModelVersion VERSION = new ModelVersion("credit-risk", "1");

    @TempDir
    Path folder;

    private Path root;
    private FolderStore store;

    @BeforeEach
    void makeARepository() throws IOException {
        root = Files.createDirectory(folder.resolve("models"));
        store = new FolderStore(root);
    }

    @Test
    void modelsAndVersionsAreTheNamesOfTheirFolders() throws IOException {
        version("flight-delay", "2026-01");
        version("credit-risk", "2");
        version("credit-risk", "1");

        assertThat(store.models()).isEqualTo(new Listing.Listed(List.of("credit-risk", "flight-delay"), List.of()));
        assertThat(store.versions("credit-risk")).isEqualTo(new Listing.Listed(List.of("1", "2"), List.of()));
    }

    @Test
    void otherNamesAreIgnoredAndReported() throws IOException {
        version("Credit_Risk", "1");
        version("credit-risk", "-1");
        Files.createDirectories(root.resolve("drafts"));

        assertThat(store.models())
                .isEqualTo(new Listing.Listed(
                        List.of("credit-risk"),
                        List.of(
                                "Credit_Risk: a model's name is lower-case letters, digits and hyphens",
                                "drafts: has no folder versions")));
        assertThat(store.versions("credit-risk"))
                .isEqualTo(new Listing.Listed(
                        List.of(), List.of("-1: a version's name is letters, digits, dot, underscore and hyphen")));
    }

    @Test
    void filesAndHiddenFoldersBesideTheModelsSayNothing() throws IOException {
        Files.writeString(root.resolve("head.json"), "{}");
        Files.createDirectory(root.resolve(".git"));

        assertThat(store.models()).isEqualTo(new Listing.Listed(List.of(), List.of()));
    }

    @Test
    void anEmptyFolderAndOneThatIsNotThereAreNotTheSameAsNoModels() {
        assertThat(store.models()).isEqualTo(new Listing.Empty());
        assertThat(new FolderStore(folder.resolve("nowhere")).models()).isInstanceOf(Listing.Away.class);
        assertThat(store.versions("credit-risk")).isInstanceOf(Listing.Away.class);
    }

    @Test
    void aLinkWithinTheRepositoryIsFollowedAndOneOutOfItIsNot() throws IOException {
        Path inside = version("credit-risk", "1");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(inside.resolveSibling("latest"), inside);
        Files.createSymbolicLink(inside.resolveSibling("foreign"), outside);
        Files.createSymbolicLink(inside.resolveSibling("broken"), folder.resolve("nowhere"));

        assertThat(store.versions("credit-risk"))
                .asInstanceOf(type(Listing.Listed.class))
                .satisfies(listed -> {
                    assertThat(listed.names()).containsExactly("1", "latest");
                    assertThat(listed.ignored())
                            .hasSize(2)
                            .anySatisfy(
                                    each -> assertThat(each).isEqualTo("foreign: a link that leaves the repository"));
                });
    }

    @Test
    void aFileIsReadUpToABound() throws IOException {
        Files.writeString(version("credit-risk", "1").resolve("model.yaml"), "contract: 1");

        assertThat(store.read(VERSION, "model.yaml", 11)).asString().isEqualTo("contract: 1");
        assertThatThrownBy(() -> store.read(VERSION, "model.yaml", 10))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("larger than 10 bytes");
        try (InputStream bytes = store.open(VERSION, "model.yaml")) {
            assertThat(bytes.readAllBytes()).hasSize(11);
        }
    }

    @Test
    void aFileThatIsNotThereIsToldApartFromOneThatCannotBeRead() throws IOException {
        version("credit-risk", "1");

        assertThatThrownBy(() -> store.read(VERSION, "model.yaml", 10)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../2/model.yaml", "/etc/hostname", "", "a//b", "a/../../b", ".git/config", "a\\b", "a/"})
    void aPathOutOfTheVersionIsRefused(String path) throws IOException {
        version("credit-risk", "1");

        assertThatThrownBy(() -> store.open(VERSION, path))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("no path within a version");
    }

    @Test
    void aFileThatIsALinkOutOfTheRepositoryIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(version("credit-risk", "1").resolve("model.yaml"), secret);

        assertThatThrownBy(() -> store.open(VERSION, "model.yaml"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("a link that leaves the repository");
    }

    private Path version(String model, String version) throws IOException {
        return Files.createDirectories(root.resolve(model, "versions", version));
    }
}
