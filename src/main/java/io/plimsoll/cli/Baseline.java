package io.plimsoll.cli;

import io.plimsoll.store.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one row took when the version was published, in milliseconds, as {@link ReportJson#baseline} wrote it. */
record Baseline(double p50, double p99) {

    private static final long MOST_BYTES = 1 << 20;
    private static final int FORMAT = 1;

    /** The baseline in the folder of a version; null if there is none that this build reads. */
    static @Nullable Baseline read(Path folder) throws IOException {
        Path file = folder.resolve(PackageFiles.BASELINE);
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            return null;
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            JsonNode oneRow = root.path("measured").path("one_row");
            double p50 = oneRow.path("p50_ms").asDouble(0);
            double p99 = oneRow.path("p99_ms").asDouble(0);
            return root.path("format").asInt(0) == FORMAT && p50 > 0 && p99 > 0 ? new Baseline(p50, p99) : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
