package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.store.StoreException.Fault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download over a store that breaks off as it is told. */
class DownloadTests {

    /** Longer than what is hashed at once, and no part of it like another. */
    private static final byte[] CONTENT = new byte[2_000_000];

    static {
        new Random(17).nextBytes(CONTENT);
    }

    @TempDir
    Path temporary;

    private Store store;
    private final List<Long> openedFrom = new ArrayList<>();

    @BeforeEach
    void makeAStore() throws IOException {
        store = new FolderStore(Files.createDirectory(temporary.resolve("store")));
        store.put("m", CONTENT);
    }

    @Test
    void theFileIsTheObject() throws IOException {
        fetch(store, promised());
        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void case51WhatBreaksOffGoesOnWhereItStopped() throws IOException {
        fetch(breakingEvery(700_000), promised());
        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(openedFrom).containsExactly(0L, 700_000L, 1_400_000L);
    }

    @Test
    void anObjectThatNeverGivesAByteIsGivenUp() {
        assertFault(Fault.AWAY, breakingEvery(0), promised());
        assertThat(openedFrom).hasSize(4);
    }

    @Test
    void case51AnObjectOfAnotherLengthIsRefused() {
        assertFault(
                Fault.UNFIT,
                store,
                new Manifest.Entry(CONTENT.length - 1, promised().sha256()));
        assertFault(
                Fault.AWAY,
                store,
                new Manifest.Entry(CONTENT.length + 1, promised().sha256()));
    }

    @Test
    void case36OtherBytesAreRefused() {
        assertFault(Fault.UNFIT, store, new Manifest.Entry(CONTENT.length, "0".repeat(64)));
    }

    @Test
    void anObjectThatIsReplacedMeanwhileIsNotMixed() throws IOException {
        Store replacing = between(700_000, () -> store.put("m", new byte[CONTENT.length]));
        assertFault(Fault.CHANGED, replacing, promised());
    }

    @Test
    void whatIsNotThereIsSaidToBeAbsent() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> download(store).fetch("nothing", promised(), target()));
    }

    private static Download download(Store from) {
        return new Download(from, Duration.ofMinutes(1), Duration.ofMillis(1));
    }

    private void fetch(Store from, Manifest.Entry promised) throws IOException {
        download(from).fetch("m", promised, target());
    }

    private void assertFault(Fault fault, Store from, Manifest.Entry promised) {
        StoreContract.assertFault(fault, () -> {
            Files.deleteIfExists(target());
            fetch(from, promised);
        });
    }

    private Path target() {
        return temporary.resolve("target");
    }

    private static Manifest.Entry promised() {
        return new Manifest.Entry(
                CONTENT.length, HexFormat.of().formatHex(Manifest.sha256().digest(CONTENT)));
    }

    private Store breakingEvery(int bytes) {
        return between(bytes, () -> {});
    }

    /** The store, whose streams break after so many bytes; something happens before each is opened again. */
    private Store between(int bytes, Happening happening) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("open")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    if (!openedFrom.isEmpty()) {
                        happening.happen();
                    }
                    openedFrom.add((Long) arguments[1]);
                    Store.Content content =
                            store.open((String) arguments[0], (Long) arguments[1], (String) arguments[2]);
                    return new Store.Content(new Breaking(content.bytes(), bytes), content.tag());
                });
    }

    /** Something that happens to the store. */
    private interface Happening {
        void happen() throws IOException;
    }

    /** Ends with an error after so many bytes. */
    private static final class Breaking extends FilterInputStream {

        private int left;

        Breaking(InputStream in, int bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("reset");
            }
            int count = in.read(target, offset, Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
