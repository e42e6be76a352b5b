package io.plimsoll.cache;

import io.plimsoll.store.Manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files hold what they should. Each is hashed once in a process, and again when it is another file or was written
 * to; nothing that an earlier process found is believed.
 */
final class Checks {

    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final int MOST_FILES = 10_000;

    /** Guarded by itself; the one that was asked for longest ago leaves. */
    private final Map<Stamp, String> hashed = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Stamp, String> eldest) {
            return size() > MOST_FILES;
        }
    };

    /**
     * A file as it was when it was hashed.
     *
     * @param file the key that the file system gives to a file, whatever its names, or a path where it gives none
     */
    private record Stamp(Object file, long size, FileTime written) {

        static Stamp of(Path file, BasicFileAttributes attributes) {
            Object key = attributes.fileKey();
            return new Stamp(key == null ? file : key, attributes.size(), attributes.lastModifiedTime());
        }
    }

    /** Whether there is a regular file of that size and digest; one that cannot be read is as good as none. */
    boolean fits(Path file, Entry entry) {
        try {
            BasicFileAttributes attributes = attributes(file);
            if (attributes == null || !attributes.isRegularFile() || attributes.size() != entry.size()) {
                return false;
            }
            Stamp stamp = Stamp.of(file, attributes);
            String sha256 = known(stamp);
            if (sha256 == null) {
                sha256 = Entry.of(file).sha256();
                remember(stamp, sha256);
            }
            return sha256.equals(entry.sha256());
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
            return false;
        }
    }

    /** Takes a file's digest from whoever hashed its bytes while they were written. */
    void trust(Path file, Entry entry) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        if (attributes != null) {
            remember(Stamp.of(file, attributes), entry.sha256());
        }
    }

    private @Nullable String known(Stamp stamp) {
        synchronized (hashed) {
            return hashed.get(stamp);
        }
    }

    private void remember(Stamp stamp, String sha256) {
        synchronized (hashed) {
            hashed.put(stamp, sha256);
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : null;
    }
}
