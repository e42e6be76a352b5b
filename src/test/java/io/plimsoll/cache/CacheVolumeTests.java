package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.store.Manifest;
import io.plimsoll.store.Manifest.Entry;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheVolumeTests {

    @TempDir
    Path temporary;

    private Path root;
    private Shelf shelf;
    private Manifest manifest;

    @BeforeEach
    void fillAStore() throws IOException {
        root = temporary.resolve("volume");
        shelf = new Shelf(temporary.resolve("store"));
        manifest = shelf.version(
                "1", Map.of("model.onnx", "graph", "model.yaml", "contract: 1", "external/a/weights.bin", "graph"));
    }

    @Test
    void aVersionIsAssembledFromFilesThatAreThereOnce() throws IOException {
        CacheVolume volume = open("a");

        Path folder = volume.bring(manifest, shelf.download()).folder();

        assertThat(folder).isEqualTo(root.resolve("versions").resolve(manifest.digest()));
        assertThat(manifest.check(PackageFiles.list(folder))).isEmpty();
        assertThat(ManifestReader.read(folder)).isEqualTo(new ManifestReading.Valid(manifest));
        assertThat(Shelf.files(root.resolve("blobs/sha256")))
                .containsExactlyInAnyOrder(
                        manifest.files().get("model.onnx").sha256(),
                        manifest.files().get("model.yaml").sha256());
        assertThat(folder.resolve("external/a/weights.bin"))
                .isRegularFile()
                .matches(file -> !Files.isSymbolicLink(file))
                .satisfies(file -> assertThat(Files.isSameFile(file, folder.resolve("model.onnx")))
                        .isTrue());
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
        assertThat(shelf.opened).hasSize(2);
    }

    @Test
    void whatTwoVersionsShareIsFetchedOnce() throws IOException {
        CacheVolume volume = open("a");
        volume.bring(manifest, shelf.download());
        shelf.opened.clear();

        volume.bring(shelf.version("2", Map.of("model.onnx", "graph", "model.yaml", "contract: 2")), shelf.download());

        assertThat(shelf.opened).containsExactly("credit-risk/versions/2/model.yaml");
    }

    @Test
    void case47AWarmVolumeIsEnoughWithTheStoreAway() throws IOException {
        open("a").bring(manifest, shelf.download());
        shelf.away = true;
        CacheVolume volume = open("a");

        Manifest known = volume.manifest(manifest.digest());

        assertThat(known).isEqualTo(manifest);
        assertThat(volume.bring(known, shelf.download()).folder()).isDirectory();
        assertThat(volume.manifest("0".repeat(64))).isNull();
        assertThat(volume.manifest("../" + manifest.digest())).isNull();
    }

    @Test
    void case48AColdVolumeWithTheStoreAwayRecoversByItself() throws IOException {
        CacheVolume volume = open("a");
        shelf.away = true;

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> volume.bring(manifest, shelf.download()));
        shelf.away = false;

        assertThat(volume.bring(manifest, shelf.download()).folder()).isDirectory();
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
    }

    @Test
    void case36BytesOfAnotherDigestNeverBecomeAVersion() throws IOException {
        CacheVolume volume = open("a");
        var files = new TreeMap<>(manifest.files());
        files.put("model.onnx", new Entry(5, "0".repeat(64)));
        var wrong = new Manifest(manifest.version(), files);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> volume.bring(wrong, shelf.download()))
                .matches(e -> e.fault() == StoreException.Fault.UNFIT);
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
        assertThat(Shelf.files(root.resolve("versions"))).isEmpty();
        assertThat(root.resolve("blobs/sha256").resolve("0".repeat(64))).doesNotExist();
    }

    @Test
    void aPathOutOfTheVersionIsRefusedBeforeAnythingIsWritten() throws IOException {
        CacheVolume volume = open("a");
        var files = new TreeMap<>(manifest.files());
        files.put("../../escaped", Entry.of("graph".getBytes(StandardCharsets.UTF_8)));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> volume.bring(new Manifest(manifest.version(), files), shelf.download()));
        assertThat(Shelf.files(root.resolve("blobs"))).isEmpty();
    }

    @Test
    void anObjectThatIsNotThereYetIsAskedForAgainLater() throws IOException {
        CacheVolume volume = open("a");
        Files.delete(temporary.resolve("store/credit-risk/versions/1/model.yaml"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> volume.bring(manifest, shelf.download()))
                .matches(e -> e.fault() == StoreException.Fault.AWAY);
    }

    @Test
    void case62AFileFlippedWhileTheProcessWasDownIsFetchedAgain() throws IOException {
        Path folder = open("a").bring(manifest, shelf.download()).folder();
        Files.writeString(folder.resolve("model.onnx"), "grapg");
        shelf.opened.clear();

        open("a").bring(manifest, shelf.download());

        assertThat(folder.resolve("model.onnx")).hasContent("graph");
        assertThat(folder.resolve("external/a/weights.bin")).hasContent("graph");
        assertThat(shelf.opened).hasSize(1);
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
    }

    @Test
    void case62AFlippedFileIsNotLoadedWhileTheStoreIsAway() throws IOException {
        Path folder = open("a").bring(manifest, shelf.download()).folder();
        Files.writeString(folder.resolve("model.onnx"), "grapg");
        shelf.away = true;

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open("a").bring(manifest, shelf.download()));
    }

    @Test
    void aFileThatIsWrittenToWhileTheProcessRunsIsHashedAgain() throws IOException {
        CacheVolume volume = open("a");
        Path folder = volume.bring(manifest, shelf.download()).folder();
        Files.writeString(folder.resolve("model.onnx"), "grapg");
        Shelf.age(folder.resolve("model.onnx"), Duration.ofMinutes(1));

        volume.bring(manifest, shelf.download());

        assertThat(folder.resolve("model.onnx")).hasContent("graph");
    }

    @Test
    void aFolderWithAFileTooManyOrTooFewIsAssembledAgain() throws IOException {
        CacheVolume volume = open("a");
        Path folder = volume.bring(manifest, shelf.download()).folder();
        Files.writeString(folder.resolve("external/.stranger"), "");
        volume.bring(manifest, shelf.download());
        assertThat(folder.resolve("external/.stranger")).doesNotExist();

        Files.delete(folder.resolve("model.yaml"));
        volume.bring(manifest, shelf.download());
        assertThat(folder.resolve("model.yaml")).hasContent("contract: 1");
        Files.delete(folder.resolve("manifest.json"));
        volume.bring(manifest, shelf.download());
        assertThat(volume.manifest(manifest.digest())).isEqualTo(manifest);
    }

    @Test
    void twoThreadsThatBringTheSameVersionFetchItOnce() throws Exception {
        CacheVolume volume = open("a");
        var together = new CyclicBarrier(4);
        Callable<Path> bringing = () -> {
            together.await();
            return volume.bring(manifest, shelf.download()).folder();
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var result :
                    threads.invokeAll(Stream.generate(() -> bringing).limit(4).toList())) {
                assertThat(manifest.check(PackageFiles.list(result.get()))).isEmpty();
            }
        }
        assertThat(shelf.opened).hasSize(2);
    }

    @Test
    void case61WhatAKilledProcessLeftIsRemovedAtTheNextStart() throws IOException {
        open("a");
        Files.createDirectories(root.resolve("staging/a/x/made/external"));
        Files.writeString(root.resolve("staging/a/x/fetched"), "half");

        open("a");

        assertThat(root.resolve("staging/a")).isEmptyDirectory();
    }

    @Test
    void anotherInstancesStagingIsRemovedOnlyAfterAnHourWithoutChange() throws IOException {
        open("a");
        Path theirs = Files.createDirectories(root.resolve("staging/b/x"));
        Files.writeString(theirs.resolve("fetched"), "half");
        Shelf.age(root.resolve("staging/b"), Duration.ofMinutes(61));
        Files.setLastModifiedTime(
                theirs.resolve("fetched"), FileTime.from(Instant.now().minus(Duration.ofMinutes(59))));
        open("a");
        assertThat(theirs.resolve("fetched")).exists();

        Shelf.age(root.resolve("staging/b"), Duration.ofMinutes(61));
        open("a");
        assertThat(root.resolve("staging/b")).doesNotExist();
    }

    @Test
    void aFileThatNeverGotItsNameIsRemovedAfterAnHour() throws IOException {
        open("a");
        Path left = Files.writeString(root.resolve("marks/.a.json.1"), "half");
        open("a");
        assertThat(left).exists();

        Shelf.age(left, Duration.ofMinutes(61));
        open("a");
        assertThat(left).doesNotExist();
    }

    @Test
    void theBytesOfAFileWithManyNamesCountOnce() throws IOException {
        CacheVolume volume = open("a");
        long before = volume.bytes();

        volume.bring(shelf.version("9", 'x', 100_000), shelf.download());

        assertThat(volume.bytes() - before).isBetween(100_000L, 101_000L);
    }

    @Test
    void case60ARootThatCannotBeAFolderIsSaidInWords() throws IOException {
        Files.writeString(root, "a file");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> open("a"))
                .withMessageContaining("the cache volume " + root + " cannot be written")
                .matches(e -> e.fault() == CacheException.Fault.READ_ONLY);
    }

    @Test
    void closingRemovesWhatIsHalfDone() throws IOException {
        CacheVolume volume = open("a");
        Files.createDirectories(root.resolve("staging/a/x"));

        volume.close();

        assertThat(root.resolve("staging/a")).doesNotExist();
    }

    private CacheVolume open(String instance) throws IOException {
        var volume = new CacheVolume(root, 1 << 20, instance, InstantSource.system());
        volume.open();
        return volume;
    }
}
