package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTests {

    private static final ModelVersion VERSION = new ModelVersion("credit-risk", "3");

    /** SHA-256 of the three letters abc, the example of the standard. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String GOOD = """
            {"format": 1, "model": "credit-risk", "version": "3", "created": "2026-11-22T17:00:00Z",
             "files": [{"path": "model.onnx", "size": 3, "sha256": "%s"}], "verdict": {"passed": true}}
            """.formatted(ABC);

    @TempDir
    Path repository;

    private Path folder;
    private FolderStore store;

    @BeforeEach
    void makeAVersion() throws IOException {
        store = new FolderStore(repository);
        folder = Files.createDirectories(repository.resolve(Repository.prefix(VERSION)));
        Files.writeString(folder.resolve("model.onnx"), "abc");
    }

    @Test
    void aManifestTellsSizeAndDigestOfEveryFile() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), GOOD);

        assertThat(ManifestReader.read(store, VERSION)).isEqualTo(new ManifestReading.Valid(manifest()));
    }

    @Test
    void aManifestLargerThanAnyReaderTakesIsSaidToBeTooLarge() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), GOOD + " ".repeat(1 << 20));

        assertThat(ManifestReader.read(PackageFiles.list(folder), VERSION))
                .isEqualTo(new ManifestReading.Invalid(List.of("manifest.json is too large: more than 1 MiB")));
    }

    @Test
    void aVersionWithoutAManifestGetsTheOneThatItWouldHave() throws IOException {
        Files.writeString(folder.resolve("publishing.json"), "{}");

        assertThat(ManifestReader.read(store, VERSION)).isEqualTo(new ManifestReading.Absent());
        assertThat(Manifest.compute(VERSION, PackageFiles.list(folder))).isEqualTo(manifest());
    }

    @Test
    void aFolderEqualToItsManifestHasNoProblems() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), GOOD);
        Files.writeString(folder.resolve("publishing.json"), "{}");
        Files.writeString(folder.resolve(".hidden"), "whatever");

        assertThat(manifest().check(PackageFiles.list(folder))).isEmpty();
    }

    @Test
    void case36AFileOfAnotherDigestIsRefused() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "abd");

        assertThat(manifest().check(PackageFiles.list(folder)))
                .containsExactly("model.onnx is not the file that was published: its SHA-256 differs");
    }

    @Test
    void case36AFileOfAnotherSizeIsRefused() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "abcd");

        assertThat(manifest().check(PackageFiles.list(folder)))
                .containsExactly("model.onnx has 4 bytes, and the manifest says 3");
    }

    @Test
    void case36FilesTooFewAndTooManyAreRefused() throws IOException {
        Files.delete(folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.yaml"), "contract: 1");

        assertThat(manifest().check(PackageFiles.list(folder)))
                .containsExactly("model.onnx is missing", "model.yaml is not in the manifest");
    }

    @ParameterizedTest
    @CsvSource({"credit-risk, 4, version", "flight-delay, 3, model"})
    void case37AManifestOfAnotherVersionOrModelIsRefused(String model, String version, String key) {
        assertThat(problems(GOOD, new ModelVersion(model, version)))
                .singleElement()
                .asString()
                .startsWith("manifest.json: " + key + " is ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\": 1 | \"format\": 2 | manifest.json: format is 2, and must be 1, the one that this build reads",
                "\"format\": 1 | \"format\": \"1\" | manifest.json: format is \"1\", and must be 1, the one that this build reads",
                "\"format\": 1, | | manifest.json: format is nothing, and must be 1, the one that this build reads",
                "\"version\": \"3\" | \"version\": 3 | manifest.json: version is 3, and must be \"3\", as the folder says",
                "\"size\": 3 | \"size\": -3 | manifest.json: size of model.onnx is -3, and must be a number of bytes",
                "\"size\": 3 | \"size\": 3.5 | manifest.json: size of model.onnx is 3.5, and must be a number of bytes",
                "\"path\": \"model.onnx\" | \"path\": \"../model.onnx\" | manifest.json: path is \"../model.onnx\", and must be the path of a file within the version",
                "\"files\": | \"others\": | manifest.json: files is nothing, and must list the files of the version",
                "ba7816bf | BA7816BF | manifest.json: sha256 of model.onnx is \"BA7816BF8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\", and must be 64 hexadecimal digits in lower case",
            })
    void case35AManifestWithAFaultSaysWhich(String before, String after, String problem) {
        assertThat(problems(GOOD.replace(before, after == null ? "" : after), VERSION))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "{", "[] []", "{\"format\": 1, \"format\": 1}", "{\"format\": 1} x", "null", "[1]"})
    void case35AManifestThatIsNoJsonObjectIsRefused(String text) {
        assertThat(problems(text, VERSION)).hasSize(1);
    }

    @Test
    void aFileListedTwiceIsRefused() {
        String entry = "{\"path\": \"model.onnx\", \"size\": 3, \"sha256\": \"" + ABC + "\"}";

        assertThat(problems(GOOD.replace(entry, entry + "," + entry), VERSION))
                .containsExactly("manifest.json: path is \"model.onnx\", and is listed twice");
    }

    @Test
    void theDigestTellsManifestsApartWhateverTheirSpelling() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), GOOD);
        var reading = (ManifestReading.Valid) ManifestReader.read(store, VERSION);
        Files.writeString(folder.resolve("manifest.json"), GOOD.replaceFirst("\\{", "{ \"note\": {},"));
        var respelt = (ManifestReading.Valid) ManifestReader.read(store, VERSION);
        var files = new TreeMap<String, Manifest.Entry>();
        files.put("model.onn", new Manifest.Entry(3, ABC));

        assertThat(reading.manifest().digest()).matches("[0-9a-f]{64}");
        assertThat(respelt.manifest().digest()).isEqualTo(reading.manifest().digest());
        assertThat(new Manifest(VERSION, files).digest())
                .isNotEqualTo(reading.manifest().digest());
        assertThat(new Manifest(new ModelVersion("credit-risk", "4"), manifest().files()).digest())
                .isNotEqualTo(manifest().digest());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var files = new TreeMap<>(manifest().files());
        files.put("external \"data\"/wäre.bin", new Manifest.Entry(1L << 40, ABC));
        var manifest = new Manifest(VERSION, files);

        assertThat(ManifestReader.read(ManifestWriter.write(manifest, Map.of()), VERSION))
                .isEqualTo(new ManifestReading.Valid(manifest));
        assertThat(ManifestReader.read(
                        ManifestWriter.write(manifest, Map.of("verdict", Map.of("passed", true))), VERSION))
                .isEqualTo(new ManifestReading.Valid(manifest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestWriter.write(manifest, Map.of("files", List.of())));
    }

    @Test
    void aFolderOfAnyNameTellsTheVersionOfItsManifest() throws IOException {
        assertThat(ManifestReader.read(folder)).isEqualTo(new ManifestReading.Absent());

        ManifestWriter.put(folder, manifest());

        assertThat(ManifestReader.read(folder)).isEqualTo(new ManifestReading.Valid(manifest()));
        Files.writeString(folder.resolve("manifest.json"), "{\"format\": 1, \"model\": \"../x\", \"version\": \"3\"}");
        assertThat(ManifestReader.read(folder)).isInstanceOf(ManifestReading.Invalid.class);
    }

    @Test
    void aManifestThatListsItselfIsRefused() {
        assertThat(problems(GOOD.replace("model.onnx", "manifest.json"), VERSION))
                .containsExactly("manifest.json: path is \"manifest.json\", and cannot list itself");
    }

    private static List<String> problems(String text, ModelVersion version) {
        ManifestReading reading = ManifestReader.read(text.getBytes(StandardCharsets.UTF_8), version);
        assertThat(reading).isInstanceOf(ManifestReading.Invalid.class);
        return ((ManifestReading.Invalid) reading).problems();
    }

    private static Manifest manifest() {
        var files = new TreeMap<String, Manifest.Entry>();
        files.put("model.onnx", new Manifest.Entry(3, ABC));
        return new Manifest(VERSION, files);
    }
}
