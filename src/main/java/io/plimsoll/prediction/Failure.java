package io.plimsoll.prediction;

import java.time.Duration;
import java.util.List;

/** Why a call or a row has no prediction: a value, handed back and never thrown. */
public sealed interface Failure {

    /** The stable word for programs. */
    Code code();

    /** A sentence for people; it never holds a caller's value or a text of ONNX Runtime. */
    String message();

    /** The body is not exactly one JSON value in UTF-8. */
    record MalformedJson(String message) implements Failure {

        @Override
        public Code code() {
            return Code.MALFORMED_JSON;
        }
    }

    /** The row breaks the contract; all of its faults. */
    record InvalidInput(List<RowProblem> problems) implements Failure {

        public InvalidInput {
            problems = List.copyOf(problems);
        }

        @Override
        public Code code() {
            return Code.INVALID_INPUT;
        }

        @Override
        public String message() {
            return problems.size() == 1 ? "1 field is not valid" : problems.size() + " fields are not valid";
        }
    }

    /** JSON of the wrong kind as a whole: an array where an object is due, no rows at all. */
    record InvalidBody(String message) implements Failure {

        @Override
        public Code code() {
            return Code.INVALID_INPUT;
        }
    }

    /** More rows or bytes than the model's limit. */
    record TooLarge(String message) implements Failure {

        @Override
        public Code code() {
            return Code.TOO_LARGE;
        }
    }

    /** The graph answered NaN, infinity or the wrong shape. */
    record InvalidOutput(String message) implements Failure {

        @Override
        public Code code() {
            return Code.INVALID_OUTPUT;
        }
    }

    /** The graph refused the row, or the service has a defect; the cause is in the log under the trace id. */
    record Internal(String message) implements Failure {

        @Override
        public Code code() {
            return Code.INTERNAL;
        }
    }

    /** All lanes are taken and stay so. */
    record Overloaded(String message) implements Failure {

        @Override
        public Code code() {
            return Code.OVERLOADED;
        }
    }

    /**
     * The caller asks more often than it may, or all callers of the model together do.
     *
     * @param retryAfter until there is room for one request more
     */
    record RateLimited(boolean ofAll, Duration retryAfter) implements Failure {

        @Override
        public Code code() {
            return Code.RATE_LIMITED;
        }

        @Override
        public String message() {
            return ofAll ? "this model is asked more often than it may be" : "this caller asks more often than it may";
        }
    }

    /** The caller named a model that this service does not have. */
    record UnknownModel() implements Failure {

        @Override
        public Code code() {
            return Code.UNKNOWN_MODEL;
        }

        @Override
        public String message() {
            return "there is no model of that name here";
        }
    }

    /** The caller named no model, and none of several is the default. */
    record NoDefaultModel() implements Failure {

        @Override
        public Code code() {
            return Code.NO_DEFAULT_MODEL;
        }

        @Override
        public String message() {
            return "no default model is set; name one in the path";
        }
    }

    /** No version of the model serves. */
    record NotReady(String message) implements Failure {

        @Override
        public Code code() {
            return Code.NOT_READY;
        }
    }

    /** The service is shutting down. */
    record Draining() implements Failure {

        @Override
        public Code code() {
            return Code.DRAINING;
        }

        @Override
        public String message() {
            return "the service is shutting down";
        }
    }

    /** The deadline passed before the answer was there. */
    record DeadlineExceeded() implements Failure {

        @Override
        public Code code() {
            return Code.DEADLINE_EXCEEDED;
        }

        @Override
        public String message() {
            return "the deadline passed";
        }
    }
}
