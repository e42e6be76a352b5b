package io.plimsoll;

import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.FleetSettings;
import io.plimsoll.release.KeptReleases;
import io.plimsoll.release.ReleaseWatch;
import io.plimsoll.release.WatchSettings;
import io.plimsoll.routing.Router;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the model path together from what the operator set; none of its parts knows Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlimsollProperties.class)
class ModelPath {

    @Bean
    Router router() {
        return new Router();
    }

    @Bean
    Repository repository(PlimsollProperties properties, Environment environment) {
        KnownProperties.of(PlimsollProperties.class).check(environment);
        return new Repository(new FolderStore(Path.of(properties.repository())));
    }

    @Bean(destroyMethod = "close")
    Fleet fleet(PlimsollProperties properties, Router router, Repository repository) {
        var settings = FleetSettings.of(properties.defaultModel(), properties.models(), properties.required());
        var store = (FolderStore) repository.store();
        return new Fleet(
                version -> store.path(Repository.prefix(version.id())), settings, router, InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ReleaseWatch releaseWatch(Repository repository, Fleet fleet) {
        return new ReleaseWatch(repository, WatchSettings.FOLDER, fleet, KeptReleases.NONE, InstantSource.system());
    }
}
