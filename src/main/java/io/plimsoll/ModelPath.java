package io.plimsoll;

import io.plimsoll.lifecycle.Fleet;
import io.plimsoll.lifecycle.FleetSettings;
import io.plimsoll.routing.Router;
import io.plimsoll.store.FolderStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the model path together from what the operator set; none of its parts knows Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlimsollProperties.class)
class ModelPath {

    /** Loading is mostly one thread's work, and the callers of versions that serve already need the other CPUs. */
    private static final int LOADERS = 2;

    /** More than an engine waits for its own runs, so that the process never leaves while one is still draining. */
    private static final Duration DRAIN = Duration.ofSeconds(15);

    @Bean
    Router router() {
        return new Router();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Fleet fleet(PlimsollProperties properties, Router router, Environment environment) {
        KnownProperties.of(PlimsollProperties.class).check(environment);
        var settings = new FleetSettings(
                properties.defaultModel(), properties.models(), properties.required(), LOADERS, DRAIN);
        return new Fleet(new FolderStore(Path.of(properties.repository())), settings, router, InstantSource.system());
    }
}
