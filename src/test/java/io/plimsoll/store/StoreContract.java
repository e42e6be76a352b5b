package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.store.Store.Content;
import io.plimsoll.store.Store.Reading;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, wherever its objects are. */
abstract class StoreContract {

    private static final int ENOUGH = 1000;

    @TempDir
    Path temporary;

    /** A store that is empty when a test begins. */
    abstract Store store() throws IOException;

    @Test
    void whatIsPutIsRead() throws IOException {
        Store store = store();
        store.put("a/b.json", bytes("one"));
        assertThat(found(store, "a/b.json")).isEqualTo("one");
        store.put("a/b.json", bytes("another"));
        assertThat(found(store, "a/b.json")).isEqualTo("another");
    }

    @Test
    void whatIsNotThereIsAbsent() throws IOException {
        Store store = store();
        store.put("a/b.json", bytes("one"));
        assertThat(store.read("a/c.json", ENOUGH, null)).isEqualTo(new Reading.Absent());
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open("a/c.json", 0, null));
    }

    @Test
    void whatIsKnownIsNotReadAgainUntilItChanges() throws IOException {
        Store store = store();
        store.put("head.json", bytes("one"));
        String tag = ((Reading.Found) store.read("head.json", ENOUGH, null)).tag();
        assertThat(store.read("head.json", ENOUGH, tag)).isEqualTo(new Reading.Unchanged());
        store.put("head.json", bytes("two"));
        assertThat(store.read("head.json", ENOUGH, tag)).isInstanceOf(Reading.Found.class);
        store.delete("head.json");
        assertThat(store.read("head.json", ENOUGH, tag)).isEqualTo(new Reading.Absent());
    }

    @Test
    void anObjectIsReadUpToABound() throws IOException {
        Store store = store();
        store.put("a", bytes("12345"));
        assertThat(((Reading.Found) store.read("a", 5, null)).bytes()).hasSize(5);
        assertFault(Fault.UNFIT, () -> store.read("a", 4, null));
    }

    @Test
    void anEmptyObjectIsAnObject() throws IOException {
        Store store = store();
        store.put("a", bytes(""));
        assertThat(found(store, "a")).isEmpty();
        try (Content content = store.open("a", 0, null)) {
            assertThat(content.bytes().readAllBytes()).isEmpty();
        }
    }

    @Test
    void anObjectIsReadFromAnyPlaceOn() throws IOException {
        Store store = store();
        store.put("a", bytes("0123456789"));
        String tag;
        try (Content content = store.open("a", 0, null)) {
            tag = content.tag();
            assertThat(content.bytes().readAllBytes()).asString().isEqualTo("0123456789");
        }
        try (Content content = store.open("a", 7, tag)) {
            assertThat(content.bytes().readAllBytes()).asString().isEqualTo("789");
            assertThat(content.tag()).isEqualTo(tag);
        }
    }

    @Test
    void anObjectThatWasReplacedIsNotReadOn() throws IOException {
        Store store = store();
        store.put("a", bytes("0123456789"));
        String tag;
        try (Content content = store.open("a", 0, null)) {
            tag = content.tag();
        }
        store.put("a", bytes("abcdefghij"));
        assertFault(Fault.CHANGED, () -> store.open("a", 5, tag));
    }

    @Test
    void anObjectIsCreatedOnce() throws IOException {
        Store store = store();
        assertThat(store.create("m/releases/0000000001.json", bytes("mine"))).isTrue();
        assertThat(store.create("m/releases/0000000001.json", bytes("yours"))).isFalse();
        assertThat(found(store, "m/releases/0000000001.json")).isEqualTo("mine");
    }

    @Test
    void ofManyCreatorsOneWins() throws Exception {
        Store store = store();
        int creators = 8;
        var together = new CyclicBarrier(creators);
        try (var threads = Executors.newFixedThreadPool(creators)) {
            for (int round = 0; round < 10; round++) {
                String key = "m/releases/" + round;
                List<Callable<Boolean>> calls = IntStream.range(0, creators)
                        .mapToObj(creator -> (Callable<Boolean>) () -> {
                            together.await();
                            return store.create(key, bytes("creator " + creator));
                        })
                        .toList();
                var won = new ArrayList<Integer>();
                List<Future<Boolean>> results = threads.invokeAll(calls);
                for (int creator = 0; creator < creators; creator++) {
                    if (results.get(creator).get()) {
                        won.add(creator);
                    }
                }
                assertThat(won).hasSize(1);
                assertThat(found(store, key)).isEqualTo("creator " + won.getFirst());
            }
        }
    }

    @Test
    void aFileIsUploadedWhole() throws IOException {
        Store store = store();
        var content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        Path file = Files.write(temporary.resolve("file"), content);
        assertThat(store.upload("m/versions/1/model.onnx", file)).isTrue();
        assertThat(store.upload("m/versions/1/model.onnx", Files.writeString(temporary.resolve("other"), "other")))
                .isFalse();
        try (Content read = store.open("m/versions/1/model.onnx", 0, null)) {
            assertThat(read.bytes().readAllBytes()).isEqualTo(content);
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> store.upload("a", temporary.resolve("nowhere")));
    }

    @Test
    void foldersAndObjectsAreListedByTheirNames() throws IOException {
        Store store = store();
        for (String key : List.of("a/versions/1/model.onnx", "a/versions/1/sub/x", "a/releases/1.json", "b/x", "c")) {
            store.put(key, bytes(key));
        }
        assertThat(store.folders("")).isEqualTo(new Listing.Listed(List.of("a", "b"), List.of()));
        assertThat(store.folders("a/")).isEqualTo(new Listing.Listed(List.of("releases", "versions"), List.of()));
        assertThat(store.objects("a/versions/1/"))
                .isEqualTo(new Listing.Listed(List.of("model.onnx", "sub/x"), List.of()));
        assertThat(store.folders("b/")).isEqualTo(new Listing.Listed(List.of(), List.of()));
    }

    @Test
    void whereNothingIsTheListIsEmpty() throws IOException {
        Store store = store();
        assertThat(store.folders("")).isEqualTo(new Listing.Empty());
        assertThat(store.folders("a/versions/")).isEqualTo(new Listing.Empty());
        assertThat(store.objects("a/versions/")).isEqualTo(new Listing.Empty());
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws IOException {
        Store store = store();
        store.put("a/versions/1/model.onnx", bytes("x"));
        store.delete("a/versions/1/model.onnx");
        store.delete("a/versions/1/model.onnx");
        assertThat(store.read("a/versions/1/model.onnx", ENOUGH, null)).isEqualTo(new Reading.Absent());
        assertThat(store.folders("")).isEqualTo(new Listing.Empty());
    }

    @Test
    void theStoreTellsItsTime() throws IOException {
        // Both clocks are this machine's; a store may tell whole seconds only.
        assertThat(Duration.between(store().time(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    static void assertFault(Fault fault, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(call)
                .extracting(StoreException::fault)
                .isEqualTo(fault);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String found(Store store, String key) throws IOException {
        Reading reading = store.read(key, ENOUGH, null);
        assertThat(reading).isInstanceOf(Reading.Found.class);
        return new String(((Reading.Found) reading).bytes(), StandardCharsets.UTF_8);
    }
}
