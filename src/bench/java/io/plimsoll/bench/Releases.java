package io.plimsoll.bench;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.Publication;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** One who publishes versions of a model and says which serves, by the service's own classes. */
final class Releases {

    private static final String WHO = "benchmark";

    private final Repository repository;
    private final String model;
    private final ReleaseDesk desk;

    Releases(Repository repository, String model) {
        this.repository = repository;
        this.model = model;
        // Takes effect at once; replicas that load at different moments are not what is measured.
        this.desk = new ReleaseDesk(repository, new Changes(Duration.ZERO, Duration.ofDays(7)), InstantSource.system());
    }

    void publish(String version, Path folder) throws IOException {
        byte[] baseline = "{}".getBytes(StandardCharsets.UTF_8);
        var publication = new Publication(repository, new ModelVersion(model, version), folder, baseline, Map.of());
        if (!(publication.publish(WHO, Instant.now(), false) instanceof Publication.Outcome.Published)) {
            throw new IOException(model + " " + version + " cannot be published");
        }
    }

    /** The version shall serve, whatever it changes for callers. */
    void promote(String version) throws IOException {
        var wish = new Wish(desk.end(model).revision(), WHO, "measured");
        ReleaseDesk.Outcome outcome = desk.promote(new ModelVersion(model, version), wish, true);
        if (!(outcome instanceof ReleaseDesk.Outcome.Written)) {
            throw new IOException(model + " " + version + " cannot be released: " + outcome);
        }
    }
}
