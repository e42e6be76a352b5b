package io.plimsoll.api;

import io.plimsoll.prediction.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What HTTP says of a code. */
final class Status {

    private Status() {}

    /** The status of an answer with this code. */
    static int of(Code code) {
        return switch (code) {
            case OK, PARTIAL -> 200;
            case MALFORMED_JSON, INVALID_HEADER -> 400;
            case UNKNOWN_MODEL, NO_DEFAULT_MODEL, NOT_FOUND -> 404;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case CONFLICT -> 409;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case REQUEST_TIMEOUT -> 408;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case INVALID_INPUT -> 422;
            case HEADERS_TOO_LARGE -> 431;
            case RATE_LIMITED -> 429;
            case INTERNAL, INVALID_OUTPUT -> 500;
            case NOT_IMPLEMENTED -> 501;
            case OVERLOADED, NOT_READY, DRAINING -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    /** When to send the same request again, where the answer says so; whole seconds, as Retry-After wants. */
    static @Nullable Duration retryAfter(Code code) {
        return switch (code) {
            // What is over a rate knows better, and says so itself.
            case OVERLOADED, DRAINING, RATE_LIMITED -> Duration.ofSeconds(1);
            // A version that is loading needs longer than a lane that is taken.
            case NOT_READY -> Duration.ofSeconds(5);
            case OK,
                    PARTIAL,
                    MALFORMED_JSON,
                    INVALID_HEADER,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    CONFLICT,
                    INVALID_INPUT,
                    UNKNOWN_MODEL,
                    NO_DEFAULT_MODEL,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    HEADERS_TOO_LARGE,
                    INTERNAL,
                    INVALID_OUTPUT,
                    NOT_IMPLEMENTED,
                    DEADLINE_EXCEEDED -> null;
        };
    }
}
