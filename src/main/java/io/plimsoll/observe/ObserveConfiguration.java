package io.plimsoll.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Decides who observes what: predictions are timed by {@link RequestTimers}, all other requests by Spring. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {

    @Bean
    HttpTimers httpTimers(MeterRegistry registry) {
        return new HttpTimers(registry);
    }

    @Bean
    RefusedRequests refusedRequests(MeterRegistry registry) {
        return new RefusedRequests(registry);
    }

    /** Where there is no registry, as in tests of other things, nobody scrapes. */
    @Bean
    LifeMeters lifeMeters(Life life, ObjectProvider<PrometheusRegistry> registry) {
        var meters = new LifeMeters(life);
        registry.ifAvailable(scraped -> scraped.register(meters));
        return meters;
    }

    @Bean
    ObservationPredicate allButPredictions() {
        return (name, context) ->
                !(context instanceof ServerRequestObservationContext http && isPrediction(http.getCarrier()));
    }

    private static boolean isPrediction(@Nullable HttpServletRequest request) {
        String path = request == null ? "" : request.getRequestURI();
        return path.startsWith("/v1/predict") || path.startsWith("/v1/batch");
    }
}
