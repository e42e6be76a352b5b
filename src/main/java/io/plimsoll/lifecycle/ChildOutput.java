package io.plimsoll.lifecycle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proving process says, read as it comes on threads of their own: its lines, of which the last step and the
 * verdict are kept, and its stderr, of which nothing is kept but whether memory was short. Steps are named on both,
 * since two streams do not tell which of their words came first.
 */
final class ChildOutput {

    /** More than any report; what a process writes beyond it is left unread. */
    private static final int MOST_BYTES = 4 << 20;

    /** How ONNX Runtime, the C++ library and the JVM say so. */
    private static final List<byte[]> SHORTAGES = List.of(
            ascii("std::bad_alloc"),
            ascii("Failed to allocate memory"),
            ascii("insufficient memory for the Java Runtime"),
            ascii("java.lang.OutOfMemoryError"));

    private static final ProofStep[] STEPS = ProofStep.values();

    private final List<Thread> readers = new ArrayList<>();
    private volatile ProofStep step = ProofStep.START;
    private volatile @Nullable ProofLine verdict;
    private volatile @Nullable ProofStep shortage;

    /** Begins to read. */
    void read(Process process) {
        readers.add(Thread.ofPlatform()
                .name("plimsoll-proof-lines")
                .daemon()
                .start(() -> quietly(process.getInputStream(), this::readLines)));
        readers.add(Thread.ofPlatform()
                .name("plimsoll-proof-stderr")
                .daemon()
                .start(() -> quietly(process.getErrorStream(), this::readErrors)));
    }

    /** Waits until all is read, which a process that has ended does not keep waiting. */
    void await() throws InterruptedException {
        for (Thread reader : readers) {
            reader.join();
        }
    }

    /** The last step that began. */
    ProofStep step() {
        return step;
    }

    /** What the proof came to, or null. */
    @Nullable
    ProofLine verdict() {
        return verdict;
    }

    /** The step during which an allocation failed for the first time, or null. */
    @Nullable
    ProofStep shortage() {
        return shortage;
    }

    /** Reads a stream. */
    private interface Reading {
        void read(InputStream in) throws IOException;
    }

    private static void quietly(InputStream stream, Reading reading) {
        try (stream) {
            reading.read(stream);
        } catch (IOException ended) {
            // The process was ended while it wrote.
        }
    }

    private void readLines(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        byte[] bytes = new byte[8192];
        int left = MOST_BYTES;
        for (int count = in.read(bytes); count >= 0 && left > 0; count = in.read(bytes)) {
            left -= count;
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    take(ProofLine.read(line.toString(StandardCharsets.UTF_8)));
                    line.reset();
                } else {
                    line.write(bytes[i]);
                }
            }
        }
    }

    private void take(@Nullable ProofLine line) {
        switch (line) {
            case ProofLine.Begun(ProofStep next) -> step = next;
            case ProofLine.Done done -> verdict = done;
            case ProofLine.Undone undone -> verdict = undone;
            case null -> {}
        }
    }

    /** How a step is named on stderr. */
    static byte[] mark(ProofStep step) {
        return ascii("<step " + step + ">");
    }

    private void readErrors(InputStream in) throws IOException {
        List<Word> shortages = SHORTAGES.stream().map(Word::new).toList();
        List<Word> steps =
                Arrays.stream(STEPS).map(step -> new Word(mark(step))).toList();
        ProofStep now = ProofStep.START;
        byte[] bytes = new byte[8192];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            for (int i = 0; i < count; i++) {
                int begun = ended(steps, bytes[i]);
                now = begun < 0 ? now : STEPS[begun];
                if (ended(shortages, bytes[i]) >= 0 && shortage == null) {
                    shortage = now;
                }
            }
        }
    }

    /** Which of the words ends with the next byte; -1 if none does. */
    private static int ended(List<Word> words, byte next) {
        int ended = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).endsWith(next)) {
                ended = i;
            }
        }
        return ended;
    }

    /**
     * A word that is looked for byte by byte. It does not begin again within itself, so that a mismatch can only begin
     * anew with the byte at hand.
     */
    private static final class Word {

        private final byte[] bytes;
        private int matched;

        private Word(byte[] bytes) {
            this.bytes = bytes;
        }

        private boolean endsWith(byte next) {
            matched = bytes[matched] == next ? matched + 1 : bytes[0] == next ? 1 : 0;
            if (matched < bytes.length) {
                return false;
            }
            matched = 0;
            return true;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
