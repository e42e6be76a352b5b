package io.plimsoll.prediction;

/** The stable word for what came of a request: in the answer, on the metric and in the log. */
public enum Code {
    OK,
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
    RATE_LIMITED,
    INTERNAL,
    INVALID_OUTPUT,
    NOT_IMPLEMENTED,
    OVERLOADED,
    NOT_READY,
    DRAINING,
    DEADLINE_EXCEEDED
}
