package io.plimsoll.api;

import io.plimsoll.contract.Limits;
import io.plimsoll.guard.Audit;
import io.plimsoll.guard.Caller;
import io.plimsoll.guard.CallerRates;
import io.plimsoll.guard.CallerRates.Taking;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.observe.HttpTimers;
import io.plimsoll.observe.RefusedRequests;
import io.plimsoll.observe.RequestTimers;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.routing.Lease;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers predictions: bytes in, one call to the version that serves, bytes out. What the head tells is decided here,
 * the body is the affair of a {@link PredictExchange}.
 *
 * <p>A plain handler and not a controller, since argument resolvers and message converters would cost more than the
 * prediction.
 */
final class PredictHandler implements HttpRequestHandler {

    static final String TIMEOUT_HEADER = "X-Request-Timeout-Ms";

    private final String path;
    private final Call.Form form;
    private final Surroundings around;
    private final RequestTimers ofDefaultModel;
    private final RequestTimers ofNamedModel;

    /**
     * A handler of {@code path}, which means the default model, and of {@code path/<model>}.
     *
     * @param form what the body is: a row, or an array of rows
     */
    PredictHandler(String path, Call.Form form, Surroundings around, HttpTimers timers) {
        this.path = path;
        this.form = form;
        this.around = around;
        this.ofDefaultModel = timers.of(path);
        this.ofNamedModel = timers.of(path + "/{model}");
    }

    /**
     * What all handlers of predictions work with.
     *
     * @param callers who sent the request that this thread answers
     * @param timer tells of bodies that are late
     * @param nanoClock of {@link System#nanoTime}
     * @param starts when the first byte of a request came, by that clock
     * @param warming which requests are the process's own, and counted nowhere
     */
    record Surroundings(
            Router router,
            Supplier<Caller> callers,
            LimitsInForce limits,
            CallerRates rates,
            Audit audit,
            RefusedRequests refused,
            BodyTimer timer,
            LongSupplier nanoClock,
            RequestStart starts,
            Predicate<HttpServletRequest> warming) {}

    /** Tells when a request began. */
    interface RequestStart {
        long nanoTime(HttpServletRequest request);
    }

    Call.Form form() {
        return form;
    }

    BodyTimer timer() {
        return around.timer();
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        String model = model(request);
        if (model != null && (model.isEmpty() || model.indexOf('/') >= 0)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        long begun = around.nanoClock().getAsLong();
        Call.Origin origin = around.warming().test(request) ? Call.Origin.WARMUP : Call.Origin.CALLER;
        IntConsumer ended = origin == Call.Origin.CALLER ? status -> record(model, begun, status) : status -> {};
        String trace = Trace.idOf(request);
        switch (around.router().find(model)) {
            case Router.Destination.Nowhere(Failure _)
            when model != null && !around.callers().get().mayUse(model) -> forbid(request, response, trace, ended);
            case Router.Destination.Nowhere(Failure failure) ->
                refuse(Envelope.failed(failure, null, trace), RefusedRequests.NO_MODEL, response, ended);
            case Router.Destination.Found(Route route)
            when !around.callers().get().mayUse(route.model()) -> forbid(request, response, trace, ended);
            case Router.Destination.Found(Route route) -> handle(request, response, route, trace, origin, ended);
        }
    }

    /** The same for a model that is here and one that is not: whose key it is not for learns of neither. */
    private void forbid(HttpServletRequest request, HttpServletResponse response, String trace, IntConsumer ended)
            throws IOException {
        around.audit().denied("not its model", around.callers().get().name(), request);
        refuse(Envelope.failed(Refusal.NOT_ITS_MODEL, trace), RefusedRequests.NO_MODEL, response, ended);
    }

    private void record(@Nullable String model, long begun, int status) {
        (model == null ? ofDefaultModel : ofNamedModel)
                .record(status, Duration.ofNanos(around.nanoClock().getAsLong() - begun));
    }

    /**
     * Turns a request away of whose body nothing was looked at.
     *
     * @param model one that is here, or {@link RefusedRequests#NO_MODEL}
     */
    private void refuse(Reply reply, String model, HttpServletResponse response, IntConsumer ended) throws IOException {
        count(reply, model);
        try {
            reply.sendEarly(response);
        } finally {
            ended.accept(Status.of(reply.code()));
        }
    }

    /** Counts an answer that is a refusal. */
    void count(Reply reply, String model) {
        around.refused().answered(model, reply.code());
    }

    private void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            Route route,
            String trace,
            Call.Origin origin,
            IntConsumer ended)
            throws IOException {
        Caller caller = around.callers().get();
        Limits limits = around.limits().of(route.model(), route.limits());
        Taking taking = origin == Call.Origin.CALLER ? take(caller, route.model(), limits) : null;
        if (taking instanceof Taking.Refused(Duration patience, boolean ofAll)) {
            Reply wait = Envelope.failed(new Failure.RateLimited(ofAll, patience), route.model(), trace);
            refuse(wait, route.model(), response, ended);
            return;
        }
        String timeout = header(request, TIMEOUT_HEADER);
        Refusal refusal = refusal(request, timeout);
        if (refusal != null) {
            Reply refused = Envelope.failed(refusal.code(), refusal.message(), route.model(), trace);
            refuse(refused, route.model(), response, ended);
            return;
        }
        var deadline = Deadline.after(around.starts().nanoTime(request), timeout(timeout, limits.timeout()));
        var taken = taking instanceof Taking.Taken of ? of : null;
        var admitted = new PredictExchange.Admitted(limits, deadline, caller.name(), trace, origin, taken);
        try {
            new PredictExchange(this, request, response, route, admitted, ended).begin();
        } catch (BadRequestException e) {
            // A caller that left or sent broken chunks: Tomcat has set the status, and whoever still listens is told by
            // the error report.
            if (!response.isCommitted() && response.getStatus() < 400) {
                throw e;
            }
        }
    }

    /** Whatever comes of a request, it counts. */
    private Taking take(Caller caller, String model, Limits limits) {
        Double cap = around.limits().override(model).cap();
        double rate = Objects.requireNonNullElse(caller.ratePerSecond(), limits.ratePerSecond());
        return around.rates().take(caller.name(), model, rate, cap);
    }

    /** The version is given back before a byte leaves: a caller that reads slowly holds no version. */
    Answer answer(Call call, String model) {
        try (Lease lease = around.router().lease(model)) {
            return lease == null
                    ? new Answer.Failed(new Failure.NotReady(
                            "no version of this model answers now; GET /v1/models/" + model + " says why"))
                    : lease.version().predictor().predict(call);
        }
    }

    /** The model that the path names, or null where it names none. */
    private @Nullable String model(HttpServletRequest request) {
        String found = request.getRequestURI();
        return found.length() == path.length() ? null : found.substring(path.length() + 1);
    }

    private static @Nullable Refusal refusal(HttpServletRequest request, @Nullable String timeout) {
        if (!MediaTypes.acceptsJson(header(request, "Accept"))) {
            return Refusal.JSON_UNWANTED;
        }
        if (!MediaTypes.isJson(request.getContentType())) {
            return Refusal.NOT_JSON;
        }
        if (!MediaTypes.isPlain(header(request, "Content-Encoding"))) {
            return Refusal.ENCODED;
        }
        return timeout == null || timeout.matches("[1-9][0-9]{0,17}") ? null : Refusal.TIMEOUT_HEADER;
    }

    /** A header with all of its values, which HTTP lets a caller send one by one; null without any. */
    private static @Nullable String header(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return null;
        }
        String first = values.nextElement();
        return values.hasMoreElements() ? first + "," + String.join(",", Collections.list(values)) : first;
    }

    /** A caller may ask for less than the model allows, not for more. */
    private static Duration timeout(@Nullable String asked, Duration allowed) {
        return asked == null || Long.parseLong(asked) >= allowed.toMillis()
                ? allowed
                : Duration.ofMillis(Long.parseLong(asked));
    }
}
