package io.plimsoll.api;

import io.plimsoll.contract.Limits;
import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.observe.HttpTimers;
import io.plimsoll.prediction.Call;
import io.plimsoll.routing.Router;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.support.HttpRequestHandlerServlet;

/** Hangs the door: which handler answers which path, and how Tomcat is set. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    private static final String PREDICT = "predict";
    private static final String BATCH = "batch";

    @Bean(PREDICT)
    HttpRequestHandler predict(Router router, HttpTimers timers, LoopbackCaller own) {
        return new PredictHandler("/v1/predict", Call.Form.SINGLE, router, System::nanoTime, timers, own::knows);
    }

    @Bean(BATCH)
    HttpRequestHandler batch(Router router, HttpTimers timers, LoopbackCaller own) {
        return new PredictHandler("/v1/batch", Call.Form.BATCH, router, System::nanoTime, timers, own::knows);
    }

    @Bean
    ServletRegistrationBean<HttpRequestHandlerServlet> predictServlet() {
        return servlet(PREDICT, "/v1/predict", "/v1/predict/*");
    }

    @Bean
    ServletRegistrationBean<HttpRequestHandlerServlet> batchServlet() {
        return servlet(BATCH, "/v1/batch", "/v1/batch/*");
    }

    /**
     * Straight to the handler of that name: finding it through Spring's dispatcher would cost a tenth of a prediction.
     */
    private static ServletRegistrationBean<HttpRequestHandlerServlet> servlet(String handler, String... paths) {
        var servlet = new ServletRegistrationBean<>(new HttpRequestHandlerServlet(), paths);
        servlet.setName(handler);
        servlet.setLoadOnStartup(1);
        return servlet;
    }

    /** The contributor "models" of health, which readiness includes by that name. */
    @Bean
    ModelsHealthIndicator modelsHealthIndicator(Catalogue catalogue, WarmUp warmUp) {
        return new ModelsHealthIndicator(catalogue, warmUp);
    }

    /** The contributor "lanes" of health, which liveness includes by that name. */
    @Bean
    LanesHealthIndicator lanesHealthIndicator(Catalogue catalogue) {
        return new LanesHealthIndicator(catalogue, System::nanoTime);
    }

    @Bean
    WarmUp warmUp(Catalogue catalogue, LoopbackCaller caller, DoorSettings settings) {
        return new WarmUp(catalogue, caller, settings.warmUp());
    }

    @Bean
    LoopbackCaller loopbackCaller() {
        return new LoopbackCaller();
    }

    @Bean
    ServerCustomizer serverCustomizer(Farewell farewell, LoopbackCaller caller) {
        return new ServerCustomizer(farewell, caller);
    }

    /** Requests that were taken last as long as a deadline may, and a moment for the answer. */
    @Bean
    Farewell farewell(DoorSettings settings) {
        return new Farewell(settings.preStop(), Limits.LONGEST_TIMEOUT.plusSeconds(1));
    }
}
