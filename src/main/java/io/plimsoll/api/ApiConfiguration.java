package io.plimsoll.api;

import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.prediction.Call;
import io.plimsoll.routing.Router;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Hangs the door: which handler answers which path, and how Tomcat is set. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    SimpleUrlHandlerMapping predictions(Router router) {
        var predict = new PredictHandler("/v1/predict", Call.Form.SINGLE, router, System::nanoTime);
        var batch = new PredictHandler("/v1/batch", Call.Form.BATCH, router, System::nanoTime);
        return new SimpleUrlHandlerMapping(
                Map.of(
                        "/v1/predict", predict,
                        "/v1/predict/{model}", predict,
                        "/v1/batch", batch,
                        "/v1/batch/{model}", batch),
                Ordered.HIGHEST_PRECEDENCE);
    }

    /** The contributor "models" of health, which readiness includes by that name. */
    @Bean
    ModelsHealthIndicator modelsHealthIndicator(Catalogue catalogue) {
        return new ModelsHealthIndicator(catalogue);
    }

    @Bean
    ServerCustomizer serverCustomizer() {
        return new ServerCustomizer();
    }
}
