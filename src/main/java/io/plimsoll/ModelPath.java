package io.plimsoll;

import io.plimsoll.api.DoorSettings;
import io.plimsoll.cache.CacheVolume;
import io.plimsoll.cache.InstanceName;
import io.plimsoll.guard.Admissions;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.lifecycle.Assembly;
import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.FleetSettings;
import io.plimsoll.lifecycle.PackageIntake;
import io.plimsoll.lifecycle.Prover;
import io.plimsoll.lifecycle.ProverSettings;
import io.plimsoll.observe.Life;
import io.plimsoll.release.CachedReleases;
import io.plimsoll.release.Changes;
import io.plimsoll.release.KeptReleases;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.release.ReleaseWatch;
import io.plimsoll.release.WatchSettings;
import io.plimsoll.routing.Router;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Puts the model path together from what the operator set; none of its parts knows Spring. The door is told its share.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlimsollProperties.class)
class ModelPath {

    @Bean
    DoorSettings doorSettings(PlimsollProperties properties) {
        return new DoorSettings(
                properties.shutdown().preStop(),
                properties.startup().warmUp(),
                properties.door().headTimeout(),
                properties.role().steers());
    }

    @Bean
    Router router() {
        return new Router();
    }

    @Bean(destroyMethod = "close")
    Repository repository(PlimsollProperties properties, Environment environment) {
        KnownProperties.of(PlimsollProperties.class).check(environment);
        return Repository.at(properties.repository(), properties.s3().settings());
    }

    @Bean(destroyMethod = "close")
    InstanceName instanceName(PlimsollProperties properties) throws IOException {
        return InstanceName.take(
                properties.cache().folderOrDefault(), InetAddress.getLocalHost().getHostName());
    }

    @Bean(initMethod = "open", destroyMethod = "close")
    CacheVolume cacheVolume(PlimsollProperties properties, InstanceName instance) {
        return new CacheVolume(
                properties.cache().folderOrDefault(),
                properties.cache().maxBytes().toBytes(),
                instance.name(),
                InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Fleet fleet(
            PlimsollProperties properties,
            Router router,
            Repository repository,
            CacheVolume cache,
            Admissions admissions,
            LimitsInForce limits) {
        FleetSettings serving = FleetSettings.of(properties.defaultModel(), properties.models(), properties.required())
                .with(properties.release().keepPrevious(), properties.startup().budget());
        FleetSettings settings = properties.role().answers() ? serving : serving.withoutLoading();
        return new Fleet(
                new PackageIntake(repository, cache),
                new Prover(ProverSettings.defaults()
                        .with(
                                properties.proof().timeout(),
                                properties.proof().maxMemory().toBytes())),
                Assembly.guarded(admissions, limits),
                settings,
                router,
                InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    VolumeSurvey volumeSurvey(CacheVolume cache, Fleet fleet) {
        return new VolumeSurvey(cache, fleet);
    }

    @Bean
    Life life(Fleet fleet, Router router, ReleaseWatch watch, VolumeSurvey survey) {
        return new ProcessLife(fleet, router, watch, survey, InstantSource.system());
    }

    @Bean
    ReleaseDesk releaseDesk(Repository repository) {
        return new ReleaseDesk(repository, Changes.DEFAULT, InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ReleaseWatch releaseWatch(PlimsollProperties properties, Repository repository, Fleet fleet, CacheVolume cache) {
        boolean local = repository.store() instanceof FolderStore;
        WatchSettings settings = (local
                        ? WatchSettings.FOLDER
                        : WatchSettings.bucket(properties.release().poll()))
                .with(properties.release().maxAgeAtStart());
        // What steers must have read what is there now; what serves would rather serve what was there last.
        KeptReleases kept = properties.role().answers()
                ? new CachedReleases(cache.records(repository.store().toString()))
                : KeptReleases.NONE;
        return new ReleaseWatch(repository, settings, fleet, kept, InstantSource.system());
    }
}
