package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedVerdictTests {

    private static final ModelVersion VERSION = new ModelVersion("m", "1");
    private static final PublishedVerdict VERDICT = new PublishedVerdict("0.1.0", "1.29.0", "amd64");

    @TempDir
    Path root;

    @Test
    void aVerdictIsReadAsItWasWrittenOfTheManifestThatItStandsIn() throws IOException {
        Store store = new FolderStore(root);
        Manifest manifest = manifest();
        assertThat(PublishedVerdict.read(store, VERSION, manifest.digest())).isNull();

        put(store, manifest, VERDICT.remark());
        assertThat(PublishedVerdict.read(store, VERSION, manifest.digest())).isEqualTo(VERDICT);
        assertThat(PublishedVerdict.read(store, VERSION, "0".repeat(64))).isNull();
    }

    @Test
    void aManifestWithoutAVerdictThatPassedHasNone() throws IOException {
        Store store = new FolderStore(root);
        Manifest manifest = manifest();
        put(store, manifest, Map.of());
        assertThat(PublishedVerdict.read(store, VERSION, manifest.digest())).isNull();
        put(store, manifest, Map.of("verdict", Map.of("passed", false, "service", "0.1.0")));
        assertThat(PublishedVerdict.read(store, VERSION, manifest.digest())).isNull();
    }

    private static void put(Store store, Manifest manifest, Map<String, ?> remarks) throws IOException {
        store.put(Repository.key(VERSION, PackageFiles.MANIFEST), ManifestWriter.write(manifest, remarks));
    }

    private static Manifest manifest() {
        var files = new TreeMap<String, Manifest.Entry>();
        files.put("model.onnx", new Manifest.Entry(3, "ab".repeat(32)));
        return new Manifest(VERSION, files);
    }
}
