package io.plimsoll;

import io.plimsoll.guard.AccessMode;
import io.plimsoll.store.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator sets.
 *
 * @param repository where the models are: a folder, or s3://bucket/prefix
 * @param role what the process does with the models: all, serve, or control, which follows releases and loads nothing
 * @param defaultModel the model of calls that name none; without it the only model at start is the default
 * @param models names of the models to serve, or prefixes that end in *; empty means all of the repository
 * @param limits a file of limits that hold in place of those of the contracts, read again when it changes
 * @param required models that must answer before the service is ready
 */
@ConfigurationProperties("plimsoll")
record PlimsollProperties(
        @DefaultValue("models") String repository,
        @DefaultValue("all") Role role,
        @Nullable String defaultModel,
        @DefaultValue List<String> models,
        @DefaultValue Set<String> required,
        @Nullable Path limits,
        @DefaultValue @NestedConfigurationProperty Access access,
        @DefaultValue @NestedConfigurationProperty Cache cache,
        @DefaultValue @NestedConfigurationProperty S3 s3,
        @DefaultValue @NestedConfigurationProperty Release release,
        @DefaultValue @NestedConfigurationProperty Proof proof,
        @DefaultValue @NestedConfigurationProperty Door door,
        @DefaultValue @NestedConfigurationProperty Startup startup,
        @DefaultValue @NestedConfigurationProperty Shutdown shutdown) {

    /** What a process is for. */
    enum Role {
        /** It answers callers. */
        SERVE,
        /** It knows what should serve, and loads none of it. */
        CONTROL,
        ALL;

        boolean answers() {
            return this != CONTROL;
        }

        boolean steers() {
            return this != SERVE;
        }
    }

    /**
     * Who may call.
     *
     * @param mode how callers show who they are: open, which is the default where nobody else reaches the service, keys
     *     or jwt
     * @param keys the file of the keys that callers and operators show, read again when it changes
     */
    record Access(
            @Nullable AccessMode mode,
            @Nullable Path keys,
            @DefaultValue @NestedConfigurationProperty Jwt jwt) {

        /**
         * Whose tokens are taken.
         *
         * @param issuer whose name must stand in a token
         * @param audience that a token must be for
         * @param keySet where the issuer's keys are, as a JSON Web Key Set
         */
        record Jwt(
                @Nullable String issuer,
                @Nullable String audience,
                @Nullable URI keySet) {}
    }

    /**
     * The volume that holds copies of the models' files.
     *
     * @param folder where it is; without it, plimsoll under the cache folder of whoever runs the service
     * @param maxBytes what it may grow to; files that serve are never removed
     */
    record Cache(
            @Nullable Path folder, @DefaultValue("10GB") DataSize maxBytes) {

        Path folderOrDefault() {
            if (folder != null) {
                return folder;
            }
            String caches = System.getenv("XDG_CACHE_HOME");
            return (caches == null || caches.isEmpty()
                            ? Path.of(System.getProperty("user.home"), ".cache")
                            : Path.of(caches))
                    .resolve("plimsoll");
        }
    }

    /**
     * How the server of a bucket is asked.
     *
     * @param endpoint of a server that is not Amazon's
     * @param region of the bucket; without it, the one that the surroundings name
     * @param pathStyle whether the bucket stands in the path of a request and not in the host's name
     * @param checksums whether uploads carry checksums and downloads are checked by them, always or when-required
     */
    record S3(
            @Nullable URI endpoint,
            @Nullable String region,
            @DefaultValue("false") boolean pathStyle,
            @DefaultValue("always") S3Settings.Checksums checksums) {

        S3Settings settings() {
            S3Settings usual = S3Settings.AMAZON;
            return new S3Settings(
                    endpoint, region, pathStyle, checksums, usual.call(), usual.attempt(), usual.transfer());
        }
    }

    /**
     * How releases are followed.
     *
     * @param poll between two looks at a bucket; a folder is looked at four times a second
     * @param keepPrevious how long a version that left service stays in memory, so that a rollback loads nothing
     * @param maxAgeAtStart how old the records on the cache volume may be when the service starts without its bucket
     */
    record Release(
            @DefaultValue("5s") Duration poll,
            @DefaultValue("1h") Duration keepPrevious,
            @DefaultValue("24h") Duration maxAgeAtStart) {}

    /**
     * The proof of a version in a process of its own, before it is loaded for the first time.
     *
     * @param timeout how long it may take; a large model with many golden rows may need more
     * @param maxMemory how much memory it may take, however much there is
     */
    record Proof(
            @DefaultValue("60s") Duration timeout,
            @DefaultValue("4GB") DataSize maxMemory) {}

    /**
     * What comes in.
     *
     * @param headTimeout how long the head of a request may take from its first byte to its last
     */
    record Door(@DefaultValue("5s") Duration headTimeout) {}

    /**
     * The start of the service.
     *
     * @param budget how long readiness waits for a model that neither answers nor has failed
     * @param warmUp how long the process may then send itself requests, until it answers as fast as it can; 0 for none
     */
    record Startup(
            @DefaultValue("300s") Duration budget,
            @DefaultValue("5s") Duration warmUp) {}

    /**
     * The end of the service.
     *
     * @param preStop how long new connections are still taken after SIGTERM, until load balancers have heard of it
     */
    record Shutdown(@DefaultValue("0s") Duration preStop) {}
}
