package io.plimsoll.api;

import io.plimsoll.contract.Limits;
import io.plimsoll.guard.Audit;
import io.plimsoll.guard.CallerRates;
import io.plimsoll.guard.Callers;
import io.plimsoll.guard.Denial;
import io.plimsoll.guard.Denials;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.guard.OwnRequests;
import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.observe.HttpTimers;
import io.plimsoll.observe.RefusedRequests;
import io.plimsoll.prediction.Call;
import io.plimsoll.routing.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    HttpRequestHandler predict(PredictHandler.Surroundings around, HttpTimers timers) {
        return new PredictHandler("/v1/predict", Call.Form.SINGLE, around, timers);
    }

    @Bean(BATCH)
    HttpRequestHandler batch(PredictHandler.Surroundings around, HttpTimers timers) {
        return new PredictHandler("/v1/batch", Call.Form.BATCH, around, timers);
    }

    @Bean
    PredictHandler.Surroundings surroundings(
            Router router,
            LimitsInForce limits,
            CallerRates rates,
            Audit audit,
            RefusedRequests refused,
            BodyTimer timer,
            LoopbackCaller own) {
        return new PredictHandler.Surroundings(
                router,
                Callers::current,
                limits,
                rates,
                audit,
                refused,
                timer,
                System::nanoTime,
                EntryValve::begun,
                own::knows);
    }

    @Bean(destroyMethod = "close")
    BodyTimer bodyTimer() {
        return new BodyTimer(System::nanoTime);
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
    Audit audit() {
        return new Audit(System::nanoTime, Trace::idOf, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    }

    @Bean
    Denials denials(RefusedRequests refused) {
        return (denial, request, response) -> {
            Refusal refusal = Refusal.of(denial);
            refused.answered(RefusedRequests.NO_MODEL, refusal.code());
            if (denial == Denial.UNAUTHENTICATED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            Envelope.failed(refusal, Trace.idOf(request)).sendEarly(response);
        };
    }

    @Bean
    OwnRequests ownRequests(LoopbackCaller caller) {
        return caller::knows;
    }

    @Bean
    LoopbackCaller loopbackCaller() {
        return new LoopbackCaller();
    }

    @Bean
    ServerCustomizer serverCustomizer(Farewell farewell, BodyTimer timer, LoopbackCaller caller, SlowHeads heads) {
        return new ServerCustomizer(farewell, timer, farewell::of, caller::of, heads::of);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    SlowHeads slowHeads(DoorSettings settings) {
        return new SlowHeads(settings.headTimeout());
    }

    /** Requests that were taken last as long as a deadline may, and a moment for the answer. */
    @Bean
    Farewell farewell(DoorSettings settings) {
        return new Farewell(settings.preStop(), Limits.LONGEST_TIMEOUT.plusSeconds(1));
    }
}
