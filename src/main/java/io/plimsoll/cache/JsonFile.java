package io.plimsoll.cache;

import io.plimsoll.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One record in a file of JSON, whole or not there; one that cannot be understood is as good as none. */
final class JsonFile {

    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonFile() {}

    static void put(Path file, Object content) throws IOException {
        DurableFile.put(file, JSON.writeValueAsBytes(content));
    }

    static <T> @Nullable T read(Path file, Class<T> type) {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (NoSuchFileException e) {
            return null;
        } catch (JacksonException e) {
            LOG.warn("{} cannot be understood, and counts for nothing: {}", file, e.getOriginalMessage());
            return null;
        } catch (IOException e) {
            LOG.warn("{} cannot be read, and counts for nothing: {}", file, e.toString());
            return null;
        }
    }
}
