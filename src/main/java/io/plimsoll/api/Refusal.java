package io.plimsoll.api;

import io.plimsoll.guard.Denial;
import io.plimsoll.prediction.Code;

/** Why the door turns a request away before any model sees it. */
record Refusal(Code code, String message) {

    static final Refusal NOT_JSON =
            new Refusal(Code.UNSUPPORTED_MEDIA_TYPE, "send the body as application/json in UTF-8");
    static final Refusal ENCODED = new Refusal(Code.UNSUPPORTED_MEDIA_TYPE, "send the body without a Content-Encoding");
    static final Refusal JSON_UNWANTED = new Refusal(Code.NOT_ACCEPTABLE, "answers are application/json only");
    static final Refusal TIMEOUT_HEADER =
            new Refusal(Code.INVALID_HEADER, "X-Request-Timeout-Ms is a whole number of milliseconds, at least 1");
    static final Refusal LATE = new Refusal(Code.REQUEST_TIMEOUT, "the body did not arrive in time");

    static final Refusal NOT_ITS_MODEL = new Refusal(Code.FORBIDDEN, "your key is not for this model");

    static final Refusal BROKEN_BODY = new Refusal(Code.INVALID_HEADER, "the body is not framed as HTTP says");

    static Refusal of(Denial denial) {
        return switch (denial) {
            case UNAUTHENTICATED ->
                new Refusal(Code.UNAUTHENTICATED, "send the key that you were given as Authorization: Bearer");
            case FORBIDDEN -> new Refusal(Code.FORBIDDEN, "your key may not do this");
            case UNKNOWABLE -> new Refusal(Code.NOT_READY, "nobody can say at the moment whether your token is valid");
        };
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(Code.TOO_LARGE, "the body is larger than " + limit + " bytes");
    }
}
