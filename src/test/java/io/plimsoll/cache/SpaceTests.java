package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.store.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound of a volume, with room for two versions and not for three. */
class SpaceTests {

    private static final int SIZE = 100_000;
    private static final long TWO = 250_000;

    @TempDir
    Path temporary;

    private Path root;
    private Shelf shelf;
    private Manifest first;
    private Manifest second;
    private Manifest third;

    @BeforeEach
    void fillAStore() throws IOException {
        root = temporary.resolve("volume");
        shelf = new Shelf(temporary.resolve("store"));
        first = shelf.version("1", 'a', SIZE);
        second = shelf.version("2", 'b', SIZE);
        third = shelf.version("3", 'c', SIZE);
    }

    @Test
    void theVersionUsedLeastRecentlyLeaves() throws IOException {
        CacheVolume volume = open("a");
        bringAndClose(volume, first);
        bringAndClose(volume, second);
        Shelf.age(folder(first), Duration.ofHours(2));
        Shelf.age(folder(second), Duration.ofHours(3));

        bringAndClose(volume, third);

        assertPresent(first, third);
        assertAbsent(second);
        assertThat(volume.bytes()).isLessThanOrEqualTo(TWO);
        assertThat(Shelf.files(root.resolve("staging"))).isEmpty();
    }

    @Test
    void useIsWhatCountsAndNotAge() throws IOException {
        CacheVolume volume = open("a");
        bringAndClose(volume, first);
        bringAndClose(volume, second);
        Shelf.age(folder(first), Duration.ofHours(3));
        Shelf.age(folder(second), Duration.ofHours(2));
        bringAndClose(volume, first);

        bringAndClose(volume, third);

        assertPresent(first, third);
        assertAbsent(second);
    }

    @Test
    void whatIsProtectedStays() throws IOException {
        CacheVolume volume = open("a");
        bringAndClose(volume, first);
        bringAndClose(volume, second);
        Shelf.age(folder(first), Duration.ofHours(3));
        volume.protect(Set.of(first.digest()));

        bringAndClose(volume, third);

        assertPresent(first, third);
        assertAbsent(second);
    }

    @Test
    void whatWasProtectedBeforeARestartStaysUntilTheProcessSaysOtherwise() throws IOException {
        CacheVolume before = open("a");
        bringAndClose(before, first);
        bringAndClose(before, second);
        before.protect(Set.of(first.digest(), second.digest()));

        CacheVolume volume = open("a");
        assertRefused(volume, third);
        assertPresent(first, second);
        volume.protect(Set.of());
        bringAndClose(volume, third);

        assertPresent(third);
    }

    @Test
    void aVersionThatDoesNotFitIsRefusedWithTheNumbersAndNothingLeaves() throws IOException {
        CacheVolume volume = open("a");
        volume.bring(first, shelf.download());
        bringAndClose(volume, second);
        shelf.opened.clear();
        Manifest large = shelf.version("4", 'd', 2 * SIZE);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> volume.bring(large, shelf.download()))
                .withMessageMatching(
                        "the cache volume .* may hold 250000 bytes, and its disk has \\d+ left: 20\\d{4} are used, of which 100\\d{3} "
                                + "may go, and credit-risk 4 needs 200\\d{3} more")
                .matches(e -> e.fault() == CacheException.Fault.FULL);
        assertPresent(first, second);
        assertThat(shelf.opened).isEmpty();
    }

    @Test
    void whatIsHeldStaysUntilItIsClosedByTheLast() throws IOException {
        CacheVolume volume = open("a");
        CachedVersion held = volume.bring(first, shelf.download());
        CachedVersion heldToo = volume.bring(first, shelf.download());
        volume.bring(second, shelf.download());
        assertRefused(volume, third);

        held.close();
        held.close();
        assertRefused(volume, third);
        heldToo.close();
        bringAndClose(volume, third);

        assertPresent(second, third);
        assertAbsent(first);
    }

    @Test
    void aFileThatAVersionStillNeedsStays() throws IOException {
        CacheVolume volume = open("a");
        Manifest same = shelf.version("1b", Map.of("model.onnx", Shelf.text('a', SIZE), "model.yaml", "contract: 1"));
        bringAndClose(volume, first);
        volume.bring(same, shelf.download());
        bringAndClose(volume, second);
        Shelf.age(folder(first), Duration.ofHours(3));

        bringAndClose(volume, third);

        assertPresent(same, third);
        assertThat(folder(same).resolve("model.onnx")).hasSize(SIZE);
        assertThat(root.resolve("blobs/sha256")
                        .resolve(first.files().get("model.onnx").sha256()))
                .exists();
    }

    @Test
    void aFileThatNoVersionNeedsLeaves() throws IOException {
        CacheVolume volume = open("a");
        bringAndClose(volume, first);
        Staging.remove(folder(first));
        volume.bring(second, shelf.download());

        bringAndClose(volume, third);

        assertAbsent(first);
        assertPresent(second, third);
    }

    @Test
    void ofTwoThatFitOnlyAloneOneIsRefusedBeforeItIsFetched() throws Exception {
        CacheVolume volume = open("a");
        var together = new CyclicBarrier(2);
        var calls = new ArrayList<Callable<Boolean>>();
        for (char letter : new char[] {'x', 'y'}) {
            Manifest manifest = shelf.version("" + letter, letter, 150_000);
            calls.add(() -> {
                together.await();
                try {
                    volume.bring(manifest, shelf.download());
                    return true;
                } catch (CacheException e) {
                    return false;
                }
            });
        }
        var results = new ArrayList<Boolean>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }
        assertThat(results).containsExactlyInAnyOrder(true, false);
        assertThat(shelf.opened).hasSize(1);
    }

    @Test
    void case63NobodyEvictsWhatAnotherInstanceUses() throws IOException {
        CacheVolume other = open("b");
        other.bring(first, shelf.download());
        bringAndClose(other, second);
        other.protect(Set.of(second.digest()));
        Shelf.age(root.resolve("versions"), Duration.ofHours(30));
        CacheVolume volume = open("a");

        assertRefused(volume, third);

        assertPresent(first, second);
    }

    @Test
    void case63OnASharedVolumeAVersionStaysForADayAfterItsLastReference() throws IOException {
        CacheVolume other = open("b");
        bringAndClose(other, first);
        bringAndClose(other, second);
        CacheVolume volume = open("a");
        Shelf.age(folder(first), Duration.ofHours(23));
        assertRefused(volume, third);
        assertPresent(first, second);

        Shelf.age(folder(first), Duration.ofHours(25));
        bringAndClose(volume, third);

        assertAbsent(first);
        assertPresent(second, third);
    }

    @Test
    void anInstanceThatDidNotRenewItsReferencesForADayIsGone() throws IOException {
        CacheVolume other = open("b");
        other.bring(first, shelf.download());
        other.bring(second, shelf.download());
        CacheVolume volume = open("a");
        Path references = root.resolve("references/b");
        Shelf.age(references, Duration.ofHours(25));
        other.renew();
        assertRefused(volume, third);

        Shelf.age(references, Duration.ofHours(25));
        bringAndClose(volume, third);

        assertPresent(third);
    }

    @Test
    void referencesThatCannotBeReadProtectEverything() throws IOException {
        CacheVolume volume = open("a");
        bringAndClose(volume, first);
        bringAndClose(volume, second);
        Files.createDirectory(root.resolve("references/b"));

        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> volume.bring(third, shelf.download()));

        assertPresent(first, second);
    }

    @Test
    void case63WhatAnotherInstanceNamesInTheMiddleOfAnEvictionIsPutBack() throws IOException {
        int putBack = 0;
        boolean named = true;
        CacheVolume before = open("a");
        bringAndClose(before, first);
        bringAndClose(before, second);
        for (int at = 0; named; at++) {
            Files.deleteIfExists(root.resolve("references/b"));
            before.protect(Set.of(second.digest()));
            bringAndClose(before, first);
            Shelf.age(folder(first), Duration.ofHours(3));
            var naming = new Naming(at);
            var disk = new MortalDisk(naming, true);
            var volume = new CacheVolume(disk.path(root), TWO, "a", InstantSource.system());
            volume.open();
            naming.from = disk.steps();
            boolean refused = false;
            try {
                bringAndClose(volume, third);
            } catch (CacheException e) {
                refused = true;
            }
            named = naming.done;
            if (naming.stood) {
                assertPresent(first);
                putBack += refused ? 1 : 0;
            }
        }
        assertThat(putBack).isPositive();
    }

    /** Names the first version at a step, as another instance that is about to bring it. */
    private final class Naming implements IntConsumer {

        private final int at;
        private int from = -1;
        private boolean done;
        private boolean stood;

        Naming(int at) {
            this.at = at;
        }

        @Override
        public void accept(int step) {
            if (from >= 0 && step == from + at) {
                done = true;
                stood = Files.exists(folder(first));
                try {
                    Files.createDirectories(root.resolve("references"));
                    Files.writeString(
                            root.resolve("references/b"),
                            first.digest() + "\n"
                                    + first.files().get("model.onnx").sha256());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private CacheVolume open(String instance) throws IOException {
        var volume = new CacheVolume(root, TWO, instance, InstantSource.system());
        volume.open();
        return volume;
    }

    private void bringAndClose(CacheVolume volume, Manifest manifest) throws IOException {
        volume.bring(manifest, shelf.download()).close();
    }

    private void assertRefused(CacheVolume volume, Manifest manifest) {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> volume.bring(manifest, shelf.download()))
                .matches(e -> e.fault() == CacheException.Fault.FULL);
    }

    private Path folder(Manifest manifest) {
        return root.resolve("versions").resolve(manifest.digest());
    }

    private void assertPresent(Manifest... manifests) {
        for (Manifest manifest : List.of(manifests)) {
            assertThat(folder(manifest).resolve("model.onnx")).exists();
        }
    }

    private void assertAbsent(Manifest manifest) {
        assertThat(folder(manifest)).doesNotExist();
        assertThat(root.resolve("blobs/sha256")
                        .resolve(manifest.files().get("model.onnx").sha256()))
                .doesNotExist();
    }
}
