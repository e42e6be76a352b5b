package io.plimsoll.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plimsoll.store.Manifest.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where everything lies on a cache volume.
 *
 * @param instance names the process among all that use the volume, and is the same when it starts again
 */
record Layout(Path root, String instance) {

    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    Layout {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new IllegalArgumentException("not the name of an instance: " + instance);
        }
    }

    /** Files by the SHA-256 of their bytes. */
    Path blobs() {
        return root.resolve("blobs").resolve("sha256");
    }

    Path blob(String sha256) {
        return blobs().resolve(sha256);
    }

    /** Assembled versions by the digests of their manifests. */
    Path versions() {
        return root.resolve("versions");
    }

    Path version(String digest) {
        return versions().resolve(digest);
    }

    /** What is half done, by instance. */
    Path staging() {
        return root.resolve("staging");
    }

    Path ownStaging() {
        return staging().resolve(instance);
    }

    /** What each instance uses. */
    Path references() {
        return root.resolve("references");
    }

    Path verdicts() {
        return root.resolve("verdicts");
    }

    Path records() {
        return root.resolve("records");
    }

    /** A repository has a folder of its own, whatever characters its place is written with. */
    Path records(String repository) {
        return records().resolve(Entry.of(repository.getBytes(UTF_8)).sha256());
    }

    Path marks() {
        return root.resolve("marks");
    }

    /** Folders whose files are replaced whole, under hidden names until then. */
    List<Path> replaced() {
        return List.of(references(), verdicts(), records(), marks());
    }

    List<Path> folders() {
        return List.of(blobs(), versions(), ownStaging(), references(), verdicts(), records(), marks());
    }
}
