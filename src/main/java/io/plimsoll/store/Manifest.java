package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every file of a version with its size and digest; with it, a version is what it was when it was published.
 *
 * @param files path within the version, with slashes → what the file must be; without the manifest itself
 */
public record Manifest(ModelVersion version, SortedMap<String, Entry> files) {

    /** The format that this build reads. */
    static final int FORMAT = 1;

    private static final int BUFFER = 1 << 16;

    public Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * What a file must be.
     *
     * @param size in bytes
     * @param sha256 64 hexadecimal digits, lower case
     */
    public record Entry(long size, String sha256) {

        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        public Entry {
            if (size < 0 || !isDigest(sha256)) {
                throw new IllegalArgumentException("not a size and a SHA-256 digest: " + size + ", " + sha256);
            }
        }

        /** What some bytes are. */
        public static Entry of(byte[] bytes) {
            return new Entry(
                    bytes.length, HexFormat.of().formatHex(Manifest.sha256().digest(bytes)));
        }

        /**
         * What a file is now.
         *
         * @throws IOException if it cannot be read
         */
        public static Entry of(Path file) throws IOException {
            try (InputStream bytes = Files.newInputStream(file)) {
                return of(bytes);
            }
        }

        /**
         * What the bytes of a stream are, read to its end.
         *
         * @throws IOException if they cannot be read
         */
        public static Entry of(InputStream bytes) throws IOException {
            MessageDigest sha256 = Manifest.sha256();
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                sha256.update(buffer, 0, count);
                size += count;
            }
            return new Entry(size, HexFormat.of().formatHex(sha256.digest()));
        }

        /** Whether the text is 64 hexadecimal digits, lower case. */
        public static boolean isDigest(String text) {
            return DIGEST.matcher(text).matches();
        }
    }

    /**
     * The manifest that the folder would have if it were published as it is.
     *
     * @throws IOException if a file cannot be read
     */
    public static Manifest compute(ModelVersion version, PackageFiles folder) throws IOException {
        var files = new TreeMap<String, Entry>();
        for (String name : listed(folder)) {
            files.put(name, Entry.of(folder.folder().resolve(name)));
        }
        return new Manifest(version, files);
    }

    /** The same without the files that the service makes: what people wrote, by which two packages are one. */
    public Manifest ofAuthors() {
        var written = new TreeMap<>(files);
        PackageFiles.GENERATED.forEach(written::remove);
        return new Manifest(version, written);
    }

    /**
     * Names this manifest among all: the SHA-256, in 64 lower-case hexadecimal digits, of the model, the version, and
     * path, size and digest of each file in the order of the paths, each ended by a line feed. It does not depend on
     * how {@code manifest.json} spells it, nor on its other keys.
     */
    public String digest() {
        MessageDigest sha256 = sha256();
        Stream.concat(
                        Stream.of(version.model(), version.version()),
                        files.entrySet().stream()
                                .flatMap(file -> Stream.of(
                                        file.getKey(),
                                        "" + file.getValue().size(),
                                        file.getValue().sha256())))
                .forEach(line -> sha256.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /**
     * How the folder differs from the manifest, each difference a sentence; empty if it does not.
     *
     * @throws IOException if a file cannot be read
     */
    public List<String> check(PackageFiles folder) throws IOException {
        var problems = new ArrayList<String>();
        for (Map.Entry<String, Entry> each : files.entrySet()) {
            Long size = folder.sizes().get(each.getKey());
            if (size == null) {
                problems.add(each.getKey() + " is missing");
            } else if (size != each.getValue().size()) {
                problems.add(each.getKey() + " has " + size + " bytes, and the manifest says "
                        + each.getValue().size());
            } else if (!Entry.of(folder.folder().resolve(each.getKey())).equals(each.getValue())) {
                problems.add(each.getKey() + " is not the file that was published: its SHA-256 differs");
            }
        }
        for (String name : listed(folder)) {
            if (!files.containsKey(name)) {
                problems.add(name + " is not in the manifest");
            }
        }
        return problems;
    }

    /** The files that a manifest speaks of: not itself, and not a claim that readers ignore. */
    private static List<String> listed(PackageFiles folder) {
        return folder.sizes().keySet().stream()
                .filter(name -> !name.equals(PackageFiles.MANIFEST) && !name.equals(PackageFiles.CLAIM))
                .toList();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
