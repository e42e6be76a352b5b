package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.contract.OperatorLimits;
import io.plimsoll.guard.Audit;
import io.plimsoll.guard.Caller;
import io.plimsoll.guard.CallerRates;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.observe.HttpTimers;
import io.plimsoll.observe.RefusedRequests;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.ServedVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PredictHandlerTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static final long START = 1_000_000_000L;

    private final AtomicReference<Call> seen = new AtomicReference<>();
    private final AtomicLong clock = new AtomicLong(START);
    private final Router router = new Router();
    private final ServedVersion version = served();
    private final LimitsInForce limits = new LimitsInForce();
    private final CallerRates rates = new CallerRates(clock::get);
    private final BodyTimer timer = new BodyTimer(clock::get);
    private boolean warming;
    private Caller caller = Caller.ANONYMOUS;

    @Test
    void theCallOwnsTheBodyAndCarriesTheTrace() throws IOException {
        MockHttpServletRequest request = request("/v1/predict/loans", "{\"age\": 42}");
        request.addHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        MockHttpServletResponse response = handle(request);

        Call call = seen.get();
        assertThat(new String(call.body(), 0, call.length(), StandardCharsets.UTF_8))
                .isEqualTo("{\"age\": 42}");
        assertThat(call.form()).isEqualTo(Call.Form.SINGLE);
        assertThat(call.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length);
        assertThat(response.getHeader("X-Model-Version")).isEqualTo("3");
    }

    @Test
    void theVersionIsGivenBack() throws IOException {
        handle(request("/v1/predict/loans", "{}"));

        assertThat(version.leases()).isZero();
    }

    @Test
    void whoAsksTooOftenIsToldWhenThereIsRoomAgain() throws IOException {
        limits.layDown(rate(8));
        handle(request("/v1/predict/loans", "{}"));
        handle(request("/v1/predict/loans", "{}"));
        clock.addAndGet(Duration.ofMillis(100).toNanos());
        seen.set(null);

        MockHttpServletResponse refused = handle(request("/v1/predict/loans", "{}"));

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getContentAsString())
                .contains("\"code\":\"RATE_LIMITED\"")
                .contains("\"retry_after_ms\":150");
        assertThat(seen.get()).isNull();

        clock.addAndGet(Duration.ofMillis(150).toNanos());
        assertThat(handle(request("/v1/predict/loans", "{}")).getStatus()).isEqualTo(200);
    }

    @Test
    void whatTheServiceSendsToItselfIsWithinEveryRate() throws IOException {
        limits.layDown(rate(1));
        warming = true;
        for (int i = 0; i < 5; i++) {
            assertThat(handle(request("/v1/predict/loans", "{}")).getStatus()).isEqualTo(200);
        }
    }

    @Test
    void whoseKeyIsNotForAModelDoesNotLearnWhetherItIsHere() throws IOException {
        for (Caller stranger :
                List.of(Caller.NOBODY, new Caller("shop", Caller.Role.CALLER, List.of("fees", "other-*"), null))) {
            caller = stranger;
            String here = handle(request("/v1/predict/loans", "{}")).getContentAsString();
            String nowhere = handle(request("/v1/predict/loams", "{}")).getContentAsString();

            assertThat(here).contains("\"code\":\"FORBIDDEN\"");
            assertThat(withoutTrace(nowhere)).isEqualTo(withoutTrace(here));
        }
        assertThat(seen.get()).isNull();
        assertThat(refused("", "FORBIDDEN")).isEqualTo(4);
    }

    private static String withoutTrace(String answer) {
        return answer.replaceAll("\"trace_id\":\"[0-9a-f]*\"", "");
    }

    @Test
    void whatIsRefusedIsCountedByModelAndReason() throws IOException {
        limits.layDown(rate(1));
        for (int i = 0; i < 3; i++) {
            handle(request("/v1/predict/loans", "{}"));
        }

        assertThat(refused("loans", "RATE_LIMITED")).isEqualTo(2);
        assertThat(refused("loans", "OVERLOADED")).isZero();
    }

    private double refused(String model, String code) {
        return meters.get("plimsoll_refused_requests")
                .tags("model", model, "code", code)
                .counter()
                .count();
    }

    private static OperatorLimits rate(double perSecond) {
        return new OperatorLimits(new LimitsOverride(null, perSecond, null, null, null, null, null, null), Map.of());
    }

    @ParameterizedTest
    @CsvSource({", 1000", "200, 200", "1000, 1000", "5000, 1000", "999999999999, 1000"})
    void aCallerMayShortenItsDeadlineOnly(String asked, long milliseconds) throws IOException {
        MockHttpServletRequest request = request("/v1/predict/loans", "{}");
        if (asked != null) {
            request.addHeader("X-Request-Timeout-Ms", asked);
        }

        handle(request);

        assertThat(seen.get().deadline().nanoTime())
                .isEqualTo(START + Duration.ofMillis(milliseconds).toNanos());
    }

    @Test
    void aBodyThatIsThereIsNotLateHoweverShortTheDeadline() throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/predict/loans") {

            @Override
            public int getContentLength() {
                clock.addAndGet(Duration.ofSeconds(2).toNanos());
                return super.getContentLength();
            }

            @Override
            public long getContentLengthLong() {
                clock.addAndGet(Duration.ofSeconds(2).toNanos());
                return super.getContentLengthLong();
            }
        };
        request.setContentType("application/json");
        request.setContent("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(handle(request).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, text/html, application/json, 200",
        "Content-Encoding, identity, gzip, 415",
        "X-Request-Timeout-Ms, 400, bogus, 400"
    })
    void allValuesOfAHeaderCountHoweverTheyAreSent(String header, String first, String second, int status)
            throws IOException {
        MockHttpServletRequest request = request("/v1/predict/loans", "{}");
        request.addHeader(header, first);
        request.addHeader(header, second);

        assertThat(handle(request).getStatus()).isEqualTo(status);
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() throws IOException {
        handle(request("/v1/predict/loans", " ".repeat(Limits.DEFAULT.maxBodyBytes())));

        assertThat(seen.get().length()).isEqualTo(Limits.DEFAULT.maxBodyBytes());
    }

    @Test
    void aModelThatIsNotHereIsUnknown() throws IOException {
        MockHttpServletResponse response = handle(request("/v1/predict/nobody", "{}"));

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentAsString()).contains("\"code\":\"UNKNOWN_MODEL\"");
    }

    @Test
    void aPathWithoutAModelNeedsADefault() throws IOException {
        MockHttpServletResponse response = handle(request("/v1/predict", "{}"));

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentAsString()).contains("\"code\":\"NO_DEFAULT_MODEL\"");
    }

    @Test
    void everyRequestIsTimedByItsStatusAndNotByItsModel() throws IOException {
        handle(request("/v1/predict/loans", "{}"));
        handle(request("/v1/predict/nobody", "{}"));
        handle(request("/v1/predict", "{}"));

        assertThat(timed("/v1/predict/{model}", "200")).isEqualTo(1);
        assertThat(timed("/v1/predict/{model}", "404")).isEqualTo(1);
        assertThat(timed("/v1/predict", "404")).isEqualTo(1);
    }

    @Test
    void aRequestOfTheProcessesOwnIsAnsweredLikeAnyAndCountedNowhere() throws IOException {
        warming = true;

        MockHttpServletResponse response = handle(request("/v1/predict/loans", "{}"));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(seen.get().origin()).isEqualTo(Call.Origin.WARMUP);
        assertThat(timed("/v1/predict/{model}", "200")).isZero();
    }

    private long timed(String uri, String status) {
        return meters.get("http.server.requests")
                .tags("uri", uri, "status", status)
                .timer()
                .count();
    }

    private MockHttpServletResponse handle(HttpServletRequest request) throws IOException {
        var response = new MockHttpServletResponse();
        var timers = new HttpTimers(meters);
        var around = new PredictHandler.Surroundings(
                router,
                () -> caller,
                limits,
                rates,
                new Audit(clock::get, Trace::idOf, Runnable::run),
                new RefusedRequests(meters),
                timer,
                clock::get,
                any -> START,
                own -> warming);
        new PredictHandler("/v1/predict", Call.Form.SINGLE, around, timers).handleRequest(request, response);
        return response;
    }

    private ServedVersion served() {
        Contract contract = Contracts.loans();
        var made = new ServedVersion(
                contract,
                call -> {
                    seen.set(call);
                    byte[] members = "\"result\":{}".getBytes(StandardCharsets.UTF_8);
                    return new Answer.Rows(contract.id(), List.of(new RowAnswer.Predicted(null, members, "AQ3f")));
                },
                () -> {});
        router.update(table -> table.with(new Route("loans", Limits.DEFAULT, made)));
        return made;
    }

    private static MockHttpServletRequest request(String path, String body) {
        var request = new MockHttpServletRequest("POST", path);
        request.setContentType("application/json");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }
}
