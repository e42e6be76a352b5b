package io.plimsoll.observe;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how the models of a process are; asked at each scrape, so that it must know and not find out. */
@FunctionalInterface
public interface Life {

    Reading read();

    /**
     * All of it at one moment.
     *
     * @param storeUp whether the store answered the last time
     * @param storeSilence since it last answered all that it was asked; null if it never did
     * @param clockAhead how far the store's clock is ahead of this machine's; null while that is not known
     * @param cacheBytes what the cache volume takes; null while that is not known
     */
    record Reading(
            boolean storeUp,
            @Nullable Duration storeSilence,
            @Nullable Duration clockAhead,
            @Nullable Long cacheBytes,
            List<Model> models) {

        public Reading {
            models = List.copyOf(models);
        }
    }

    /**
     * A model.
     *
     * @param revision of the release log that is followed, 0 where there is no log; null while nothing should serve
     * @param forked whether that log no longer holds the record that is served by
     * @param rollbackReady whether the version before lies here whole; null where there is none, or it is not known
     * @param leaked versions that stay in memory for good
     * @param versions those that are somewhere on their way, each once
     */
    record Model(
            String name,
            @Nullable Long revision,
            boolean forked,
            @Nullable Boolean rollbackReady,
            int leaked,
            List<Version> versions) {

        public Model {
            versions = List.copyOf(versions);
        }
    }

    /**
     * A version.
     *
     * @param state where it stands, of a closed set of words
     * @param leases requests inside; null for one that takes none
     */
    record Version(String name, String state, @Nullable Integer leases) {}
}
