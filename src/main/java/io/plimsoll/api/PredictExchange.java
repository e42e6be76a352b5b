package io.plimsoll.api;

import io.plimsoll.contract.Limits;
import io.plimsoll.guard.CallerRates.Taking;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.RowSelection;
import io.plimsoll.routing.Route;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request for predictions, from its body to its answer. A body that is there is read and answered on the spot. One
 * that is still on its way holds no thread: the container calls when more of it has come, or when a timer says that it
 * is late. It calls on one thread at a time.
 */
final class PredictExchange implements ReadListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(PredictExchange.class);

    /** Of a request whose caller has left; seen in metrics alone. */
    private static final int CLIENT_LEFT = 499;

    private final PredictHandler handler;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Route route;
    private final Admitted admitted;
    private final BodyBytes body;
    private final IntConsumer ended;
    private @Nullable AsyncContext async;
    private @Nullable Future<?> late;
    private boolean answered;

    /**
     * What was found out from the head.
     *
     * @param taking of the caller's rate; null where nothing is counted
     */
    record Admitted(
            Limits limits,
            Deadline deadline,
            String caller,
            String trace,
            Call.Origin origin,
            Taking.@Nullable Taken taking) {}

    /**
     * An exchange whose body has not been looked at.
     *
     * @param ended told the status once the answer was written, or could not be
     */
    PredictExchange(
            PredictHandler handler,
            HttpServletRequest request,
            HttpServletResponse response,
            Route route,
            Admitted admitted,
            IntConsumer ended) {
        this.handler = handler;
        this.request = request;
        this.response = response;
        this.route = route;
        this.admitted = admitted;
        this.body =
                new BodyBytes(request.getContentLengthLong(), admitted.limits().maxBodyBytes());
        this.ended = ended;
    }

    /** Answers, or sees to it that somebody does once the body is there. */
    void begin() throws IOException {
        if (body.tooLarge()) {
            answer(tooLarge());
            return;
        }
        ServletInputStream in = request.getInputStream();
        // A chunk whose size is still coming looks as if there were something to read, and would be waited for.
        while (request.getContentLengthLong() >= 0 && !body.complete() && in.available() > 0) {
            body.read(in);
        }
        if (body.complete()) {
            answer(predict());
        } else {
            await(in);
        }
    }

    private void await(ServletInputStream in) {
        AsyncContext context = request.startAsync(request, response);
        // Its own clock ticks once a second.
        context.setTimeout(0);
        context.addListener(this);
        async = context;
        late = handler.timer().wakeReader(context, admitted.deadline());
        in.setReadListener(this);
    }

    /** More has come, or its time is over. */
    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = request.getInputStream();
        while (!answered && !body.tooLarge() && !body.complete() && !in.isFinished() && in.isReady()) {
            body.read(in);
        }
        if (body.tooLarge()) {
            answerLate(tooLarge());
        } else if (body.complete()) {
            answerLate(null);
        } else if (!in.isFinished() && admitted.deadline().remainingAt(System.nanoTime()) <= 0) {
            answerLate(refused(Refusal.LATE));
        }
    }

    @Override
    public void onAllDataRead() {
        answerLate(null);
    }

    /** The caller is gone, or sent what is no body. */
    @Override
    public void onError(Throwable fault) {
        LOG.debug("the body of a request in trace {} broke off", admitted.trace(), fault);
        answerLate(refused(Refusal.BROKEN_BODY));
    }

    /** The connection broke while nobody was reading: the container ends the request by itself. */
    @Override
    public void onError(AsyncEvent event) {
        giveUp();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        giveUp();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void giveUp() {
        if (!answered) {
            answered = true;
            cancelTimer();
            ended.accept(CLIENT_LEFT);
        }
    }

    private void cancelTimer() {
        Future<?> timer = late;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Answers a request that the container has let go of, once: nobody else reports what goes wrong. */
    private void answerLate(@Nullable Reply refusal) {
        if (answered) {
            return;
        }
        answered = true;
        cancelTimer();
        try {
            answer(refusal == null ? predict() : refusal);
        } catch (IOException gone) {
            LOG.debug("the caller of trace {} left before its answer was written", admitted.trace(), gone);
        } catch (RuntimeException defect) {
            LOG.error("the request of trace {} met a defect", admitted.trace(), defect);
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        } finally {
            complete();
        }
    }

    private void complete() {
        try {
            context().complete();
        } catch (IllegalStateException over) {
            LOG.debug("the request of trace {} was ended by the container", admitted.trace(), over);
        }
    }

    private AsyncContext context() {
        if (async == null) {
            throw new IllegalStateException("the request was answered on the spot");
        }
        return async;
    }

    private void answer(Reply reply) throws IOException {
        handler.count(reply, route.model());
        try {
            if (async == null && reply.isRefusal()) {
                reply.sendEarly(response);
            } else {
                reply.send(response);
            }
        } finally {
            ended.accept(Status.of(reply.code()));
        }
    }

    private Reply predict() {
        var call = new Call(
                body.bytes(),
                body.length(),
                handler.form(),
                RowSelection.ALL,
                admitted.limits(),
                admitted.deadline(),
                admitted.caller(),
                admitted.trace(),
                admitted.origin());
        Answer answer = handler.answer(call, route.model());
        if (admitted.taking() != null && answer instanceof Answer.Rows(var _, var rows) && rows.size() > 1) {
            admitted.taking().use(rows.size() - 1);
        }
        return handler.form() == Call.Form.SINGLE
                ? Envelope.single(answer, route.model(), admitted.trace())
                : Envelope.batch(answer, route.model(), admitted.trace());
    }

    private Reply tooLarge() {
        return refused(Refusal.tooLarge(admitted.limits().maxBodyBytes()));
    }

    private Reply refused(Refusal refusal) {
        return Envelope.failed(refusal.code(), refusal.message(), route.model(), admitted.trace());
    }
}
