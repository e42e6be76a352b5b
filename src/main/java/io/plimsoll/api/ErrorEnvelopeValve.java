package io.plimsoll.api;

import io.plimsoll.prediction.Code;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts every error that Tomcat or Spring reports into the envelope, where Tomcat would write a page of HTML. */
final class ErrorEnvelopeValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorEnvelopeValve.class);
    private static final int HEADERS_TOO_LARGE = 431;

    /** Tomcat says that a head is too large by a 400 and this text alone. */
    private static final String HEAD_TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var stillListening = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, stillListening);
        if (!stillListening.get()) {
            return;
        }
        int status = tooManyHeaders(response.getStatus(), throwable) ? HEADERS_TOO_LARGE : response.getStatus();
        Code code = code(status);
        String trace = Trace.idOf(request);
        if (code == Code.INTERNAL) {
            LOG.error("status {} in trace {}", status, trace, throwable);
        }
        // Whoever reported the error may have cleared the headers.
        response.setHeader(Trace.HEADER, trace);
        try {
            Envelope.failed(code, message(code), null, trace).sendEarly(status, response);
        } catch (IOException e) {
            LOG.debug("the caller of trace {} left before its error was written", trace, e);
        }
    }

    private static boolean tooManyHeaders(int status, @Nullable Throwable throwable) {
        // Of all that is thrown while a head is read, only the limit of the number of headers is an illegal state.
        return status == HttpServletResponse.SC_BAD_REQUEST
                && throwable != null
                && (throwable instanceof IllegalStateException || HEAD_TOO_LARGE.equals(throwable.getMessage()));
    }

    /** The nearest code to a status that was chosen elsewhere. */
    private static Code code(int status) {
        return switch (status) {
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.FORBIDDEN;
            case 404 -> Code.NOT_FOUND;
            case 405 -> Code.METHOD_NOT_ALLOWED;
            case 406 -> Code.NOT_ACCEPTABLE;
            case 408 -> Code.REQUEST_TIMEOUT;
            case 413 -> Code.TOO_LARGE;
            case 415 -> Code.UNSUPPORTED_MEDIA_TYPE;
            case HEADERS_TOO_LARGE -> Code.HEADERS_TOO_LARGE;
            case 501, 505 -> Code.NOT_IMPLEMENTED;
            case 503 -> Code.DRAINING;
            default -> status < 500 ? Code.INVALID_HEADER : Code.INTERNAL;
        };
    }

    private static String message(Code code) {
        return switch (code) {
            case UNAUTHENTICATED -> "send the key that you were given as Authorization: Bearer";
            case FORBIDDEN -> "your key may not do this";
            case NOT_FOUND -> "there is nothing at this path";
            case METHOD_NOT_ALLOWED -> "this path does not take this method";
            case NOT_ACCEPTABLE -> "answers are application/json only";
            case REQUEST_TIMEOUT -> "the request did not arrive in time";
            case TOO_LARGE -> "the request is too large";
            case UNSUPPORTED_MEDIA_TYPE -> "send the body as application/json in UTF-8";
            case HEADERS_TOO_LARGE -> "the head of the request is too large or has too many headers";
            case NOT_IMPLEMENTED -> "this version or part of HTTP is not supported";
            case DRAINING -> "the service is shutting down";
            case INVALID_HEADER -> "the request is not valid HTTP";
            default -> "the service has a fault; its log has more under the trace id";
        };
    }
}
