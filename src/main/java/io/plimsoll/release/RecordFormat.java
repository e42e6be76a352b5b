package io.plimsoll.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.store.Manifest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as bytes: JSON in UTF-8. Fields that a reader does not know are for others, and pass. */
final class RecordFormat {

    /** The latest format that this build reads and writes. */
    static final int NEWEST = 1;

    static final int MOST_BYTES = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private RecordFormat() {}

    static byte[] write(ReleaseRecord release) {
        return JSON.writeValueAsBytes(release);
    }

    static RecordReading read(byte[] bytes, long revision) {
        try {
            JsonNode root = JSON.readTree(bytes);
            int format = root.path("format").asInt(0);
            if (format < 1 || format > NEWEST) {
                return new RecordReading.Unreadable("format " + root.path("format") + " is none that this build reads");
            }
            ReleaseRecord release = JSON.treeToValue(root, ReleaseRecord.class);
            return release.revision() == revision
                    ? new RecordReading.Readable(release)
                    : new RecordReading.Unreadable("it says that it is revision " + release.revision());
        } catch (JacksonException e) {
            return new RecordReading.Unreadable(e.getOriginalMessage());
        }
    }

    /** SHA-256 of a record's bytes, in 64 lower-case hexadecimal digits. */
    static String sha256(byte[] bytes) {
        return Manifest.Entry.of(bytes).sha256();
    }
}
