package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.cache.MortalDisk.Killed;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end between two steps, and processes that meet on a volume. */
class KilledProcessTests {

    private static final int ENDLESS = Integer.MAX_VALUE;

    /** Room for two versions and not for three. */
    private static final long NARROW = 2_600;

    @TempDir
    Path temporary;

    private Shelf shelf;
    private Manifest first;
    private Manifest second;

    @BeforeEach
    void fillAStore() throws IOException {
        shelf = new Shelf(temporary.resolve("store"));
        first = shelf.version("1", Map.of("model.onnx", Shelf.text('a', 800), "data/w.bin", Shelf.text('s', 200)));
        second = shelf.version("2", Map.of("model.onnx", Shelf.text('b', 800), "data/w.bin", Shelf.text('s', 200)));
    }

    @Test
    void case61AProcessThatEndsBeforeAnyStepLeavesNothingThatTheNextOneMinds() throws IOException {
        int steps = bringBoth(MortalDisk.endingAt(ENDLESS), temporary.resolve("whole"));
        assertThat(steps).isGreaterThan(50);

        for (int end = 0; end < steps; end++) {
            Path root = temporary.resolve("ended-at-" + end);
            MortalDisk disk = MortalDisk.endingAt(end);
            assertThatExceptionOfType(Killed.class).isThrownBy(() -> bringBoth(disk, root));
            assertWholeOrAbsent(root);

            bringBoth(MortalDisk.endingAt(ENDLESS), root);

            assertThat(Shelf.files(root.resolve("staging")))
                    .as("staging after step %d", end)
                    .isEmpty();
            assertThat(Inventory.bytes(root, null)).isLessThanOrEqualTo(NARROW + 500);
        }
    }

    /** Two versions one after the other, on a volume where the first must leave. */
    private int bringBoth(MortalDisk disk, Path root) throws IOException {
        shelf.trickle = 500;
        shelf.reading = disk::step;
        var volume = new CacheVolume(disk.path(root), 1_900, "a", InstantSource.system());
        volume.open();
        volume.protect(Set.of());
        for (Manifest manifest : List.of(first, second)) {
            try (CachedVersion version = volume.bring(manifest, shelf.download())) {
                assertThat(manifest.check(
                                PackageFiles.list(Path.of(version.folder().toString()))))
                        .isEmpty();
            }
        }
        volume.close();
        return disk.steps();
    }

    /** Outside of staging, a name stands for the right bytes at any moment. */
    private void assertWholeOrAbsent(Path root) throws IOException {
        for (String blob : Shelf.files(root.resolve("blobs/sha256"))) {
            assertThat(Manifest.Entry.of(root.resolve("blobs/sha256").resolve(blob))
                            .sha256())
                    .isEqualTo(blob);
        }
        for (Manifest manifest : List.of(first, second)) {
            Path folder = root.resolve("versions").resolve(manifest.digest());
            if (Files.exists(folder)) {
                assertThat(manifest.check(PackageFiles.list(folder))).isEmpty();
            }
        }
    }

    @Test
    void whereThereAreNoLinksAVersionIsACopy() throws IOException {
        var disk = new MortalDisk(step -> {}, false);
        var volume = new CacheVolume(disk.path(temporary.resolve("v")), 1 << 20, "a", InstantSource.system());
        volume.open();

        Path folder = Path.of(volume.bring(first, shelf.download()).folder().toString());
        volume.bring(second, shelf.download());

        assertThat(first.check(PackageFiles.list(folder))).isEmpty();
        assertThat(volume.bytes()).isBetween(800 + 800 + 200 + 2 * 1000L, 5_000L);
    }

    @Test
    void whereThereAreNoLinksTheRoomOfTheCopiesIsReservedToo() throws IOException {
        var disk = new MortalDisk(step -> {}, false);
        var volume = new CacheVolume(disk.path(temporary.resolve("v")), 1_900, "a", InstantSource.system());
        volume.open();

        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> volume.bring(first, shelf.download()));
        assertThat(shelf.opened).isEmpty();
    }

    /** A step of each kind, by a real signal. */
    @Test
    void case61AProcessKilledBySigkillLeavesNothingThatTheNextOneMinds() throws Exception {
        Path root = temporary.resolve("volume");
        int steps = 0;
        for (int stop = 20; ; stop += 90) {
            try (var process = new BringingProcess(root, temporary.resolve("store"), "a", stop)) {
                process.tell("1");
                String answer = process.answer();
                answer = answer.equals("open") ? process.answer() : answer;
                if (!answer.equals("stands still")) {
                    assertThat(answer).isEqualTo("[]");
                    break;
                }
                steps++;
            }
            assertWholeOrAbsent(root);
            var volume = new CacheVolume(root, 1 << 20, "a", InstantSource.system());
            volume.open();
            Path folder = volume.bring(first, shelf.download()).folder();
            assertThat(first.check(PackageFiles.list(folder))).isEmpty();
            assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
            Staging.remove(root);
        }
        assertThat(steps).isGreaterThanOrEqualTo(3);
    }

    @Test
    void case63TwoProcessesOnOneVolumeEndWithOneCopyAndBothAreRight() throws Exception {
        Path root = temporary.resolve("volume");
        Path store = temporary.resolve("store");
        int versions = 20;
        for (int i = 1; i <= versions; i++) {
            shelf.version("" + i, Map.of("model.onnx", "graph " + i, "data/w.bin", "weights", "model.yaml", "c: " + i));
        }
        try (var a = new BringingProcess(root, store, "a", -1);
                var b = new BringingProcess(root, store, "b", -1)) {
            assertThat(List.of(a.answer(), b.answer())).containsExactly("open", "open");
            for (int i = 1; i <= versions; i++) {
                a.tell("" + i);
                b.tell("" + i);
                assertThat(List.of(a.answer(), b.answer())).containsExactly("[]", "[]");
            }
        }
        assertThat(Shelf.files(root.resolve("blobs/sha256"))).hasSize(2 * versions + 1);
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
        for (String blob : Shelf.files(root.resolve("blobs/sha256"))) {
            Path file = root.resolve("blobs/sha256").resolve(blob);
            // One name as a blob, and one in each version.
            int names = Files.readString(file).equals("weights") ? versions + 1 : 2;
            assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(names);
        }
    }

    @Test
    void case62And63TwoProcessesThatFindTheSameFilesBrokenRepairThem() throws Exception {
        Path root = temporary.resolve("volume");
        Path store = temporary.resolve("store");
        int versions = 10;
        var before = new CacheVolume(root, 1 << 20, "c", InstantSource.system());
        before.open();
        for (int i = 1; i <= versions; i++) {
            before.bring(
                    shelf.version("" + i, Map.of("model.onnx", "graph " + i, "model.yaml", "c: " + i)),
                    shelf.download());
        }
        for (String blob : Shelf.files(root.resolve("blobs/sha256"))) {
            Path file = root.resolve("blobs/sha256").resolve(blob);
            Files.writeString(file, Files.readString(file).replaceFirst("[gc]", "?"));
        }
        try (var a = new BringingProcess(root, store, "a", -1);
                var b = new BringingProcess(root, store, "b", -1)) {
            assertThat(List.of(a.answer(), b.answer())).containsExactly("open", "open");
            for (int i = 1; i <= versions; i++) {
                a.tell("" + i);
                b.tell("" + i);
                assertThat(List.of(a.answer(), b.answer())).containsExactly("[]", "[]");
            }
        }
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
    }
}
