package io.plimsoll.release;

import io.plimsoll.cache.KeptRecord;
import io.plimsoll.cache.Records;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps releases on the cache volume; what cannot be kept costs a start without the store, and nothing else. */
public final class CachedReleases implements KeptReleases {

    private static final Logger LOG = LoggerFactory.getLogger(CachedReleases.class);

    private final Records records;

    public CachedReleases(Records records) {
        this.records = records;
    }

    @Override
    public void keep(String model, ReleaseRecord release) {
        try {
            records.keep(model, release.revision(), RecordFormat.write(release));
        } catch (IOException e) {
            LOG.warn("the release of {} is not kept on the cache volume: {}", model, e.toString());
        }
    }

    @Override
    public Map<String, ReleaseRecord> newest(Instant since) {
        var newest = new TreeMap<String, ReleaseRecord>();
        try {
            for (String model : records.models()) {
                Instant confirmed = records.confirmed(model);
                if (confirmed == null || confirmed.isBefore(since)) {
                    LOG.warn("the release of {} that is kept is too old: confirmed {}", model, confirmed);
                } else {
                    newest(model, newest);
                }
            }
        } catch (IOException e) {
            LOG.error("the releases on the cache volume cannot be read: {}", e.toString());
        }
        return newest;
    }

    private void newest(String model, Map<String, ReleaseRecord> newest) throws IOException {
        for (KeptRecord kept : records.of(model)) {
            if (RecordFormat.read(kept.bytes(), kept.revision())
                    instanceof RecordReading.Readable(ReleaseRecord release)) {
                newest.put(model, release);
                return;
            }
        }
    }
}
