package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Publication;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import io.plimsoll.store.S3Server;
import io.plimsoll.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPackageTests {

    private static final ModelVersion VERSION = new ModelVersion("credit-risk", "2");
    private static final String MEASURED =
            "{\"format\": 1, \"measured\": {\"one_row\": {\"p50_ms\": 0.5, \"p99_ms\": 2}}}";

    @TempDir
    private Path folder;

    @Test
    void aVersionInABucketIsReadAsTheOneInAFolderWithItsBaseline() throws Exception {
        var server = new S3Server();
        try (Store store = S3Server.store(server.bucket(), server.settings())) {
            assertReads(new Repository(store));
        } finally {
            server.stop();
        }
        assertReads(new Repository(new FolderStore(folder)));
    }

    private static void assertReads(Repository repository) throws IOException {
        assertThat(StoredPackage.read(repository, VERSION)).isInstanceOf(StoredPackage.Absent.class);
        publish(repository, MEASURED);
        assertThat(StoredPackage.read(repository, VERSION)).isInstanceOfSatisfying(StoredPackage.Found.class, found -> {
            assertThat(found.baseline()).isEqualTo(new Baseline(0.5, 2));
            assertThat(found.answers().inputs()).isNotEmpty();
        });
    }

    private static void publish(Repository repository, String baseline) throws IOException {
        new Publication(
                        repository,
                        VERSION,
                        Path.of("models/credit-risk/versions/2"),
                        baseline.getBytes(StandardCharsets.UTF_8),
                        Map.of())
                .publish("tester", Instant.now(), false);
    }

    @Test
    void aFolderUnderDevelopmentNeedsNoManifestAndHasNoBaseline() throws IOException {
        var models = new Repository(new FolderStore(Path.of("models")));
        assertThat(StoredPackage.read(models, VERSION))
                .isInstanceOfSatisfying(
                        StoredPackage.Found.class,
                        found -> assertThat(found.baseline()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"format\": 2, \"measured\": {\"one_row\": {\"p50_ms\": 0.5, \"p99_ms\": 2}}}",
                "{\"format\": 1, \"measured\": {\"one_row\": {\"p50_ms\": 0, \"p99_ms\": 2}}}",
                "{\"format\": 1, \"measured\": {\"one_row\": {\"p50_ms\": \"fast\", \"p99_ms\": 2}}}",
                "{\"format\": 1, \"measured\": {}}"
            })
    void aBaselineThatSaysNothingIsNone(String text) throws IOException {
        Files.writeString(folder.resolve("baseline.json"), text);
        assertThat(Baseline.read(folder)).isNull();
    }
}
