package io.plimsoll.cache;

import io.plimsoll.cache.Inventory.Blob;
import io.plimsoll.cache.Inventory.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What leaves a volume, and in this order: versions, oldest use first, then blobs that no version needs any more.
 *
 * @param freed bytes
 */
record Eviction(List<String> versions, List<String> blobs, long freed) {

    Eviction {
        versions = List.copyOf(versions);
        blobs = List.copyOf(blobs);
    }

    /**
     * What must go so that some bytes become free; all that may go if it is not enough.
     *
     * @param named digests that are in use, and stay
     * @param horizon what was used since then stays too
     */
    static Eviction plan(Inventory inventory, Set<String> named, Instant horizon, long bytes) {
        return new Plan(inventory, named, horizon).until(bytes);
    }

    /** Under way. */
    private static final class Plan {

        private final Inventory inventory;
        private final Set<String> named;
        private final Instant horizon;
        private final Map<String, Integer> users = new HashMap<>();
        private final List<String> blobs = new ArrayList<>();
        private final List<String> versions = new ArrayList<>();
        private long freed;

        Plan(Inventory inventory, Set<String> named, Instant horizon) {
            this.inventory = inventory;
            this.named = named;
            this.horizon = horizon;
            inventory
                    .versions()
                    .forEach(version -> version.blobs().forEach(blob -> users.merge(blob, 1, Integer::sum)));
        }

        /** What a step takes away, and when it was used last. */
        private record Step(Instant used, Runnable taking) {}

        Eviction until(long bytes) {
            var steps = new ArrayList<Step>();
            for (Version version : inventory.versions()) {
                if (free(version.digest(), version.used())) {
                    steps.add(new Step(version.used(), () -> take(version)));
                }
            }
            inventory.blobs().forEach((digest, blob) -> {
                if (!users.containsKey(digest) && free(digest, blob.written())) {
                    steps.add(new Step(blob.written(), () -> take(digest, blob)));
                }
            });
            steps.sort(Comparator.comparing(Step::used));
            for (Step step : steps) {
                if (freed >= bytes) {
                    break;
                }
                step.taking().run();
            }
            return new Eviction(versions, blobs, freed);
        }

        private boolean free(String name, Instant used) {
            return !named.contains(name) && used.isBefore(horizon);
        }

        private void take(Version version) {
            versions.add(version.digest());
            freed += version.own();
            for (String digest : version.blobs()) {
                Blob blob = inventory.blobs().get(digest);
                if (users.merge(digest, -1, Integer::sum) == 0 && blob != null && free(digest, version.used())) {
                    take(digest, blob);
                }
            }
        }

        private void take(String digest, Blob blob) {
            blobs.add(digest);
            freed += blob.size();
        }
    }
}
