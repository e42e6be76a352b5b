package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a publisher found out when it proved a version: it may serve, by these versions and on this architecture. It
 * stands in the manifest beside the files, so that replicas of the same kind need not find out again.
 *
 * @param service the version of the service
 * @param runtime the version of ONNX Runtime
 * @param architecture of the processor
 */
public record PublishedVerdict(String service, String runtime, String architecture) {

    private static final String KEY = "verdict";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a manifest says beside its files. */
    public Map<String, Object> remark() {
        var verdict = new LinkedHashMap<String, Object>();
        verdict.put("passed", true);
        verdict.put("service", service);
        verdict.put("runtime", runtime);
        verdict.put("architecture", architecture);
        return Map.of(KEY, verdict);
    }

    /**
     * The verdict in the manifest of a version, or null without one.
     *
     * @param manifest the digest that the manifest must have
     * @throws StoreException if the store cannot be read
     */
    public static @Nullable PublishedVerdict read(Store store, ModelVersion version, String manifest)
            throws StoreException {
        if (!(store.read(Repository.key(version, PackageFiles.MANIFEST), ManifestReader.MOST_BYTES, null)
                        instanceof Store.Reading.Found(byte[] bytes, var _))
                || !(ManifestReader.read(bytes, version) instanceof ManifestReading.Valid(Manifest found))
                || !found.digest().equals(manifest)) {
            return null;
        }
        try {
            JsonNode verdict = JSON.readTree(bytes).path(KEY);
            return verdict.path("passed").asBoolean(false)
                    ? new PublishedVerdict(
                            verdict.path("service").stringValue(""),
                            verdict.path("runtime").stringValue(""),
                            verdict.path("architecture").stringValue(""))
                    : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
