package io.plimsoll.release;

import java.time.Instant;
import java.util.Map;

/** The last good records, kept on this machine so that a process can start while its store is away. */
public interface KeptReleases {

    /** Keeps a record that the store has confirmed just now. */
    void keep(String model, ReleaseRecord release);

    /** The newest record of each model, of those that were confirmed since a moment. */
    Map<String, ReleaseRecord> newest(Instant since);

    /** Keeps nothing. */
    KeptReleases NONE = new KeptReleases() {
        @Override
        public void keep(String model, ReleaseRecord release) {
            // Where there is no log there is nothing to keep.
        }

        @Override
        public Map<String, ReleaseRecord> newest(Instant since) {
            return Map.of();
        }
    };
}
