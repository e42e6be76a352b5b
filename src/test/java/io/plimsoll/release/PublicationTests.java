package io.plimsoll.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Publication.Outcome;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.ManifestReader;
import io.plimsoll.store.ManifestReading;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTests {

    private static final ModelVersion VERSION = new ModelVersion("m", "1");
    private static final Duration GRACE = Duration.ofMillis(100);
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    @TempDir
    Path temporary;

    private FolderStore store;

    @BeforeEach
    void makeAStore() throws IOException {
        store = new FolderStore(Files.createDirectory(temporary.resolve("store")));
    }

    @Test
    void aVersionIsPublishedWithItsBaselineAndManifest() throws IOException {
        assertThat(publish(store, folder("mine"), "{}", false))
                .isInstanceOfSatisfying(Outcome.Published.class, published -> {
                    assertThat(published.before()).isFalse();
                    assertThat(published.version().id()).isEqualTo(VERSION);
                });
        assertWhole("mine");
        assertThat(store.objects("m/versions/1/"))
                .isEqualTo(new Listing.Listed(
                        List.of("baseline.json", "manifest.json", "model.onnx", "model.yaml", "publishing.json"),
                        List.of()));
        assertThat(Files.readString(store.path("m/versions/1/manifest.json"))).contains("\"remark\"");
    }

    @Test
    void publishingTheSameAgainChangesNothing() throws IOException {
        Outcome first = publish(store, folder("mine"), "{\"measured\": 1}", false);
        Outcome second = publish(store, folder("mine"), "{\"measured\": 2}", false);

        assertThat(second).isEqualTo(new Outcome.Published(((Outcome.Published) first).version(), true));
        assertThat(Files.readString(store.path("m/versions/1/baseline.json"))).isEqualTo("{\"measured\": 1}");
    }

    @Test
    void aVersionThatIsPublishedNeverChanges() throws IOException {
        publish(store, folder("mine"), "{}", false);
        assertThat(publish(store, folder("other"), "{}", false)).isInstanceOf(Outcome.Refused.class);
        assertThat(publish(store, folder("other"), "{}", true)).isInstanceOf(Outcome.Refused.class);
        assertWhole("mine");
    }

    @Test
    void case53KilledAtAnyStepItIsInvisibleOrWholeAndGoesOn() throws IOException {
        Path folder = folder("mine");
        boolean killed = true;
        int halfSteps = 0;
        while (killed) {
            Store dying = StoreThatDies.after(store, halfSteps);
            try {
                publish(dying, folder, "{}", false);
                killed = false;
            } catch (StoreThatDies.Killed expected) {
                // Whatever a reader sees now is nothing, or all of it.
                if (ManifestReader.read(store, VERSION) instanceof ManifestReading.Valid) {
                    assertWhole("mine");
                }
            }
            assertThat(publish(store, folder, "{}", false)).isInstanceOf(Outcome.Published.class);
            assertWhole("mine");
            removeAll();
            halfSteps++;
        }
        int writes = 5;
        assertThat(halfSteps).isGreaterThan(2 * writes);
    }

    @Test
    void whatAnotherBeganIsNotTouchedUnlessItIsAbandoned() throws IOException {
        beginAndDie(folder("mine"));
        assertThat(publish(store, folder("other"), "{}", false)).isInstanceOf(Outcome.Refused.class);
        assertThat(publish(store, folder("other"), "{}", true)).isInstanceOf(Outcome.Published.class);
        assertWhole("other");
    }

    @Test
    void killedWhileItThrowsAwayWhatAnotherBeganItGoesOn() throws IOException {
        Path mine = folder("mine");
        Path other = folder("other");
        Files.writeString(mine.resolve("NOTICE.txt"), "a file that the other has not");
        boolean killed = true;
        int halfSteps = 0;
        while (killed) {
            beginAndDie(mine);
            try {
                publish(StoreThatDies.after(store, halfSteps), other, "{}", true);
                killed = false;
            } catch (StoreThatDies.Killed expected) {
                assertThat(publish(store, other, "{}", halfSteps < 4)).isInstanceOf(Outcome.Published.class);
            }
            assertWhole("other");
            removeAll();
            halfSteps++;
        }
        assertThat(halfSteps).isGreaterThan(10);
    }

    @Test
    void aManifestThatWasOnItsWayWhileItsFilesWereToBeThrownAwayIsKept() throws Exception {
        var atTheManifest = new CountDownLatch(1);
        var claimed = new CountDownLatch(1);
        Store waiting = StoreThatWaits.before(store, "create", PackageFiles.MANIFEST, () -> {
            atTheManifest.countDown();
            claimed.await();
        });
        Store claiming = StoreThatWaits.after(store, "put", PackageFiles.CLAIM, claimed::countDown);
        Path mine = folder("mine");
        Path other = folder("other");
        try (var threads = Executors.newSingleThreadExecutor()) {
            var first = threads.submit(() -> publish(waiting, mine, "{}", false));
            try {
                atTheManifest.await();
                assertThat(publish(claiming, other, "{}", true)).isInstanceOf(Outcome.Refused.class);
            } finally {
                claimed.countDown();
            }
            assertThat(first.get()).isInstanceOf(Outcome.Published.class);
        }
        assertWhole("mine");
    }

    @Test
    void ofTwoAtOnceWithTheSameFilesBothSucceedAndTheVersionIsWhole() throws Exception {
        Path folder = folder("mine");
        for (int round = 0; round < 20; round++) {
            List<Outcome> outcomes = atOnce(
                    () -> publish(store, folder, "{\"measured\": 1}", false),
                    () -> publish(store, folder, "{\"measured\": 2}", false));
            assertThat(outcomes).allMatch(Outcome.Published.class::isInstance);
            assertWhole("mine");
            removeAll();
        }
    }

    @Test
    void ofTwoAtOnceWithOtherFilesOneSucceedsAndTheVersionIsWhole() throws Exception {
        Path mine = folder("mine");
        Path other = folder("other");
        for (int round = 0; round < 20; round++) {
            List<Outcome> outcomes = atOnce(
                    () -> publish(store, mine, "{\"measured\": 1}", false),
                    () -> publish(store, other, "{\"measured\": 2}", false));
            assertThat(outcomes).filteredOn(Outcome.Published.class::isInstance).hasSize(1);
            assertWhole(outcomes.getFirst() instanceof Outcome.Published ? "mine" : "other");
            removeAll();
        }
    }

    private void beginAndDie(Path folder) throws IOException {
        int afterTheFirstFile = 4;
        try {
            publish(StoreThatDies.after(store, afterTheFirstFile), folder, "{}", false);
        } catch (StoreThatDies.Killed expected) {
            // Its claim and a file of it are there.
        }
    }

    private static Outcome publish(Store store, Path folder, String baseline, boolean abandon) throws IOException {
        return new Publication(
                        new Repository(store),
                        VERSION,
                        folder,
                        baseline.getBytes(StandardCharsets.UTF_8),
                        Map.of("remark", "of a test"),
                        GRACE)
                .publish("tester", NOW, abandon);
    }

    private static List<Outcome> atOnce(Callable<Outcome> one, Callable<Outcome> another) throws Exception {
        var together = new CyclicBarrier(2);
        var outcomes = new ArrayList<Outcome>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> {
                together.await();
                return one.call();
            });
            var second = threads.submit(() -> {
                together.await();
                return another.call();
            });
            outcomes.add(first.get());
            outcomes.add(second.get());
        }
        return outcomes;
    }

    /** A package that says whose it is. */
    private Path folder(String whose) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(whose));
        Files.writeString(folder.resolve("model.yaml"), "contract of " + whose);
        Files.writeString(folder.resolve("model.onnx"), "graph of " + whose);
        return folder;
    }

    /** The published version is what its manifest says, and what its author wrote. */
    private void assertWhole(String whose) throws IOException {
        ManifestReading reading = ManifestReader.read(store, VERSION);
        assertThat(reading).isInstanceOf(ManifestReading.Valid.class);
        Manifest manifest = ((ManifestReading.Valid) reading).manifest();
        assertThat(manifest.check(PackageFiles.list(store.path(Repository.prefix(VERSION)))))
                .isEmpty();
        assertThat(Files.readString(store.path("m/versions/1/model.onnx"))).isEqualTo("graph of " + whose);
    }

    private void removeAll() throws IOException {
        if (store.objects("") instanceof Listing.Listed(var keys, var _)) {
            for (String key : keys) {
                store.delete(key);
            }
        }
    }
}
