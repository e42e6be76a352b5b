package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code manifest.json}, as {@link ManifestReader} reads it: the same bytes for the same manifest. */
public final class ManifestWriter {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ManifestWriter() {}

    /**
     * The bytes of a manifest.
     *
     * @param others what else it shall say, in the order of the map; readers of files pass over it
     */
    public static byte[] write(Manifest manifest, Map<String, ?> others) {
        ModelVersion version = manifest.version();
        var root = new LinkedHashMap<String, Object>();
        root.put("format", Manifest.FORMAT);
        root.put("model", version.model());
        root.put("version", version.version());
        root.put("files", files(manifest));
        others.forEach((key, value) -> {
            if (root.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException("a manifest says " + key + " itself");
            }
        });
        return JSON.writeValueAsBytes(root);
    }

    /** Puts the manifest of a version into its folder, whole or not at all. */
    public static void put(Path folder, Manifest manifest) throws IOException {
        DurableFile.put(folder.resolve(PackageFiles.MANIFEST), write(manifest, Map.of()));
    }

    private static List<Listed> files(Manifest manifest) {
        return manifest.files().entrySet().stream()
                .map(file -> new Listed(
                        file.getKey(), file.getValue().size(), file.getValue().sha256()))
                .toList();
    }

    /** A file as it is listed. */
    private record Listed(String path, long size, String sha256) {}
}
