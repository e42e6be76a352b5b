package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTests {

    private static final ModelVersion VERSION = new ModelVersion("credit-risk", "1");

    @TempDir
    Path root;

    private Store store;
    private Repository repository;

    @BeforeEach
    void makeARepository() {
        store = new FolderStore(root);
        repository = new Repository(store);
    }

    @Test
    void modelsAndVersionsAreTheNamesOfTheirFolders() throws IOException {
        put("flight-delay/versions/2026-01/model.onnx", "credit-risk/versions/2/model.onnx", "head.json");

        assertThat(repository.models())
                .isEqualTo(new Listing.Listed(List.of("credit-risk", "flight-delay"), List.of()));
        assertThat(repository.versions("credit-risk")).isEqualTo(new Listing.Listed(List.of("2"), List.of()));
    }

    @Test
    void otherNamesAreIgnoredAndReported() throws IOException {
        put("Credit_Risk/versions/1/model.onnx", "credit-risk/versions/-1/model.onnx");

        assertThat(repository.models())
                .isEqualTo(new Listing.Listed(
                        List.of("credit-risk"),
                        List.of("Credit_Risk: a model's name is lower-case letters, digits and hyphens")));
        assertThat(repository.versions("credit-risk"))
                .isEqualTo(new Listing.Listed(
                        List.of(), List.of("-1: a version's name is letters, digits, dot, underscore and hyphen")));
    }

    @Test
    void theRecordsOfALogAreTheirRevisions() throws IOException {
        put(Repository.release("credit-risk", 1), Repository.release("credit-risk", 1_234_567_890L));
        put("credit-risk/releases/2.json", "credit-risk/releases/notes.txt");

        assertThat(repository.releases("credit-risk")).satisfies(found -> {
            var listed = (Listing.Listed) found;
            assertThat(listed.names()).map(Repository::revision).containsExactly(1L, 1_234_567_890L);
            assertThat(listed.ignored()).hasSize(2);
        });
        assertThat(Repository.release("credit-risk", 42)).isEqualTo("credit-risk/releases/0000000042.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../2/model.yaml", "/etc/hostname", "", "a//b", "a/../../b", ".git/config", "a\\b", "a/"})
    void aPathOutOfTheVersionIsRefused(String path) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Repository.key(VERSION, path))
                .withMessageContaining("no path within a version");
    }

    @Test
    void theKeyOfAFileIsItsPlaceInTheLayout() throws IOException {
        assertThat(Repository.key(VERSION, "sub/model.onnx")).isEqualTo("credit-risk/versions/1/sub/model.onnx");
    }

    private void put(String... keys) throws IOException {
        for (String key : keys) {
            store.put(key, new byte[0]);
        }
    }
}
