package io.plimsoll.api;

import io.plimsoll.contract.Limits;
import io.plimsoll.observe.HttpTimers;
import io.plimsoll.observe.RequestTimers;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowSelection;
import io.plimsoll.routing.Lease;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers predictions: bytes in, one call to the version that serves, bytes out.
 *
 * <p>A plain handler and not a controller, since argument resolvers and message converters would cost more than the
 * prediction.
 */
final class PredictHandler implements HttpRequestHandler {

    static final String TIMEOUT_HEADER = "X-Request-Timeout-Ms";

    /** Callers are not told apart while nothing asks who they are. */
    private static final String ANYBODY = "anonymous";

    private final String path;
    private final Call.Form form;
    private final Router router;
    private final LongSupplier nanoClock;
    private final Predicate<HttpServletRequest> warming;
    private final RequestTimers ofDefaultModel;
    private final RequestTimers ofNamedModel;

    /**
     * A handler of {@code path}, which means the default model, and of {@code path/<model>}.
     *
     * @param form what the body is: a row, or an array of rows
     * @param warming which requests are the process's own, and counted nowhere
     */
    PredictHandler(
            String path,
            Call.Form form,
            Router router,
            LongSupplier nanoClock,
            HttpTimers timers,
            Predicate<HttpServletRequest> warming) {
        this.path = path;
        this.form = form;
        this.router = router;
        this.nanoClock = nanoClock;
        this.warming = warming;
        this.ofDefaultModel = timers.of(path);
        this.ofNamedModel = timers.of(path + "/{model}");
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
        long start = nanoClock.getAsLong();
        Call.Origin origin = warming.test(request) ? Call.Origin.WARMUP : Call.Origin.CALLER;
        try {
            reply(request, model, start, origin).send(response);
        } catch (BadRequestException e) {
            // A caller that left, was silent for too long or sent broken chunks: Tomcat has set the status, and whoever
            // still listens is told by the error report.
            if (!response.isCommitted() && response.getStatus() < 400) {
                throw e;
            }
        } finally {
            if (origin == Call.Origin.CALLER) {
                (model == null ? ofDefaultModel : ofNamedModel)
                        .record(response.getStatus(), Duration.ofNanos(nanoClock.getAsLong() - start));
            }
        }
    }

    private Reply reply(HttpServletRequest request, @Nullable String model, long start, Call.Origin origin)
            throws IOException {
        String trace = Trace.idOf(request);
        return switch (router.find(model)) {
            case Router.Destination.Nowhere(Failure failure) -> Envelope.failed(failure, null, trace);
            case Router.Destination.Found(Route route) -> reply(request, route, start, trace, origin);
        };
    }

    private Reply reply(HttpServletRequest request, Route route, long start, String trace, Call.Origin origin)
            throws IOException {
        Limits limits = route.limits();
        String timeout = header(request, TIMEOUT_HEADER);
        Refusal refusal = refusal(request, timeout);
        if (refusal != null) {
            return refused(refusal, route, trace);
        }
        Deadline deadline = Deadline.after(start, timeout(timeout, limits.timeout()));
        return switch (Body.read(request, limits.maxBodyBytes(), deadline, nanoClock)) {
            case Body.Unread(Refusal unread) -> refused(unread, route, trace);
            case Body.Whole(byte[] bytes, int length) -> {
                var call = new Call(bytes, length, form, RowSelection.ALL, deadline, ANYBODY, trace, origin);
                Answer answer = answer(call, route.model());
                yield form == Call.Form.SINGLE
                        ? Envelope.single(answer, route.model(), trace)
                        : Envelope.batch(answer, route.model(), trace);
            }
        };
    }

    /** The version is given back before a byte leaves: a caller that reads slowly holds no version. */
    private Answer answer(Call call, String model) {
        try (Lease lease = router.lease(model)) {
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

    private static Reply refused(Refusal refusal, Route route, String trace) {
        return Envelope.failed(refusal.code(), refusal.message(), route.model(), trace);
    }
}
