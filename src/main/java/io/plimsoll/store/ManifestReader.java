package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.store.ManifestReading.Absent;
import io.plimsoll.store.ManifestReading.Invalid;
import io.plimsoll.store.ManifestReading.Valid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code manifest.json}: {@code {"format": 1, "model": …, "version": …, "files": [{"path": …, "size": …,
 * "sha256": …}]}}.
 *
 * <p>Other keys are for other readers and pass.
 */
public final class ManifestReader {

    static final int MOST_BYTES = 1 << 20;

    /** A tebibyte: no file of a version is as large, and sums of sizes stay numbers. */
    static final long MOST_FILE_BYTES = 1L << 40;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> problems = new ArrayList<>();

    private ManifestReader() {}

    /**
     * The manifest of a version; one of another version is no manifest of this one, wherever it lies.
     *
     * @throws StoreException if the store cannot be read
     */
    public static ManifestReading read(Store store, ModelVersion version) throws StoreException {
        return switch (store.read(Repository.key(version, PackageFiles.MANIFEST), MOST_BYTES, null)) {
            case Store.Reading.Found(byte[] bytes, var _) -> read(bytes, version);
            case Store.Reading.Absent() -> new Absent();
            case Store.Reading.Unchanged() -> throw new IllegalStateException("no manifest was known");
        };
    }

    /**
     * The manifest of a folder that may stand outside any store.
     *
     * @throws IOException if the folder cannot be read
     */
    public static ManifestReading read(PackageFiles folder, ModelVersion version) throws IOException {
        return folder.sizes().containsKey(PackageFiles.MANIFEST)
                ? parse(start(folder.folder()), root -> read(root, version))
                : new Absent();
    }

    /**
     * The manifest in a folder whose name does not tell the version; it is of the version that it says.
     *
     * @throws IOException if the folder cannot be read
     */
    public static ManifestReading read(Path folder) throws IOException {
        try {
            return parse(start(folder), ManifestReader::read);
        } catch (NoSuchFileException e) {
            return new Absent();
        }
    }

    static ManifestReading read(byte[] bytes, ModelVersion version) {
        return parse(bytes, root -> read(root, version));
    }

    /** All of the manifest in a folder, or one byte more than the most. */
    private static byte[] start(Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(PackageFiles.MANIFEST))) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    private static ManifestReading parse(byte[] bytes, Function<JsonNode, ManifestReading> reader) {
        if (bytes.length > MOST_BYTES) {
            return new Invalid(List.of("manifest.json is too large: more than 1 MiB"));
        }
        try {
            return reader.apply(JSON.readTree(bytes));
        } catch (JacksonException e) {
            return new Invalid(List.of("manifest.json is not valid JSON: " + e.getOriginalMessage()));
        }
    }

    private static ManifestReading read(JsonNode root) {
        String model = root.path("model").stringValue("");
        String version = root.path("version").stringValue("");
        return ModelVersion.isModelName(model) && ModelVersion.isVersionName(version)
                ? read(root, new ModelVersion(model, version))
                : new Invalid(List.of("manifest.json names no model and version"));
    }

    private static ManifestReading read(JsonNode root, ModelVersion version) {
        var reader = new ManifestReader();
        SortedMap<String, Manifest.Entry> files = reader.manifest(root, version);
        return reader.problems.isEmpty() ? new Valid(new Manifest(version, files)) : new Invalid(reader.problems);
    }

    private SortedMap<String, Manifest.Entry> manifest(JsonNode root, ModelVersion version) {
        var files = new TreeMap<String, Manifest.Entry>();
        JsonNode format = root.path("format");
        if (!format.isIntegralNumber() || !format.canConvertToInt() || format.intValue() != Manifest.FORMAT) {
            // Whatever else it says may mean something else in another format.
            problem("format", format, "must be " + Manifest.FORMAT + ", the one that this build reads");
            return files;
        }
        expect(root.path("model"), version.model(), "model");
        expect(root.path("version"), version.version(), "version");
        JsonNode listed = root.path("files");
        if (!listed.isArray() || listed.isEmpty()) {
            problem("files", listed, "must list the files of the version");
        }
        for (JsonNode file : listed) {
            entry(file, files);
        }
        return files;
    }

    private void expect(JsonNode found, String expected, String key) {
        if (!found.isString() || !found.stringValue().equals(expected)) {
            problem(key, found, "must be \"" + expected + "\", as the folder says");
        }
    }

    private void entry(JsonNode file, SortedMap<String, Manifest.Entry> files) {
        String path = file.path("path").stringValue("");
        JsonNode size = file.path("size");
        String sha256 = file.path("sha256").stringValue("");
        if (!PackageFiles.isPath(path)) {
            problem("path", file.path("path"), "must be the path of a file within the version");
        } else if (path.equals(PackageFiles.MANIFEST)) {
            problem("path", file.path("path"), "cannot list itself");
        } else if (!size.isIntegralNumber()
                || !size.canConvertToLong()
                || size.longValue() < 0
                || size.longValue() > MOST_FILE_BYTES) {
            problem("size of " + path, size, "must be a number of bytes");
        } else if (!Manifest.Entry.isDigest(sha256)) {
            problem("sha256 of " + path, file.path("sha256"), "must be 64 hexadecimal digits in lower case");
        } else if (files.put(path, new Manifest.Entry(size.longValue(), sha256)) != null) {
            problem("path", file.path("path"), "is listed twice");
        }
    }

    private void problem(String key, JsonNode found, String expected) {
        String shown = found.isMissingNode() ? "nothing" : found.toString();
        problems.add("manifest.json: " + key + " is " + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown)
                + ", and " + expected);
    }
}
