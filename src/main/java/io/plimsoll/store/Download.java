package io.plimsoll.store;

import io.plimsoll.store.Manifest.Entry;
import io.plimsoll.store.Store.Content;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings one object into a file and checks it on the way: size and SHA-256 are those that a manifest promises, and the
 * bytes are on the disk. What breaks off goes on where it stopped, for as long as it is the same object.
 *
 * @param longest that a whole download may take
 * @param pause before the second attempt without a byte more; doubled each time, with jitter
 */
public record Download(Store store, Duration longest, Duration pause) {

    /** Attempts in a row that bring nothing. */
    private static final int MOST_VAIN = 4;

    /** Ten minutes for a file: a slow store is better than none, one that hangs is not. */
    public static Download from(Store store) {
        return new Download(store, Duration.ofMinutes(10), Duration.ofMillis(200));
    }

    /**
     * Writes the object to a new file.
     *
     * @throws NoSuchFileException if there is no such object
     * @throws StoreException {@link Fault#UNFIT} if the bytes are not those that were promised; otherwise as the store
     *     says
     * @throws IOException if the disk fails
     */
    public void fetch(String key, Entry promised, Path target) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        String found;
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var hashing = new Hashing()) {
            new Attempts(key, promised, file, hashing, end).run();
            file.force(true);
            found = hashing.digest();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new StoreException(Fault.AWAY, key + " is not fetched any more", leaving);
        }
        if (!found.equals(promised.sha256())) {
            throw new StoreException(Fault.UNFIT, key + " is not the file that was published: its SHA-256 is " + found);
        }
    }

    /** One after the other, each from where the last one stopped. */
    private final class Attempts {

        private final String key;
        private final Entry promised;
        private final FileChannel file;
        private final Hashing hashing;
        private final long end;
        private long done;
        private @Nullable String tag;

        Attempts(String key, Entry promised, FileChannel file, Hashing hashing, long end) {
            this.key = key;
            this.promised = promised;
            this.file = file;
            this.hashing = hashing;
            this.end = end;
        }

        void run() throws IOException, InterruptedException {
            int vain = 0;
            boolean whole = false;
            while (!whole) {
                long before = done;
                try {
                    attempt();
                    whole = true;
                } catch (Interrupted e) {
                    vain = done > before ? 0 : vain + 1;
                    if (vain == MOST_VAIN || System.nanoTime() >= end) {
                        throw e.reason;
                    }
                    pause(vain);
                }
            }
        }

        private void attempt() throws IOException, Interrupted, InterruptedException {
            if (done > 0 && done == promised.size()) {
                return;
            }
            try (Content content = open()) {
                tag = content.tag();
                int count;
                while ((count = read(content)) >= 0) {
                    take(count);
                }
            }
            if (done < promised.size()) {
                throw new Interrupted(new StoreException(
                        Fault.AWAY, key + " ended after " + done + " of " + promised.size() + " bytes"));
            }
        }

        private Content open() throws IOException, Interrupted {
            try {
                return store.open(key, done, tag);
            } catch (StoreException e) {
                if (e.fault() == Fault.AWAY) {
                    throw new Interrupted(e);
                }
                throw e;
            }
        }

        private int read(Content content) throws IOException, Interrupted {
            if (System.nanoTime() >= end) {
                throw new StoreException(Fault.AWAY, key + " took longer than " + longest.toSeconds() + " s");
            }
            ByteBuffer room = hashing.room();
            try {
                return content.bytes().read(room.array(), room.arrayOffset() + room.position(), room.remaining());
            } catch (IOException e) {
                throw new Interrupted(new StoreException(
                        Fault.AWAY,
                        key + " broke off after " + done + " of " + promised.size() + " bytes: " + e.getMessage(),
                        e));
            }
        }

        private void take(int count) throws IOException, InterruptedException {
            if (done + count > promised.size()) {
                throw new StoreException(Fault.UNFIT, key + " has more than " + promised.size() + " bytes");
            }
            ByteBuffer room = hashing.room();
            ByteBuffer bytes = room.slice(room.position(), count);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            hashing.took(count);
            done += count;
        }

        private void pause(int vain) throws InterruptedException {
            long most = pause.toNanos() << vain;
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        }
    }

    /** An attempt that another may continue. */
    private static final class Interrupted extends Exception {

        private static final long serialVersionUID = 1L;

        private final StoreException reason;

        Interrupted(StoreException reason) {
            super(reason.getMessage(), reason, false, false);
            this.reason = reason;
        }
    }
}
