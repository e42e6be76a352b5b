package io.plimsoll.api;

import io.plimsoll.codec.JsonBytes;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Code;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one form of all answers: a code for programs, a message for people, what was asked for, and the trace. */
final class Envelope {

    private static final byte[] CODE = ascii("{\"code\":\"");
    private static final byte[] MESSAGE = ascii("\",\"msg\":");
    private static final byte[] SUCCESS = ascii("{\"code\":\"OK\",\"msg\":\"success\"");
    private static final byte[] REQUEST_ID = ascii(",\"request_id\":");
    private static final byte[] ERRORS = ascii(",\"errors\":[");
    private static final byte[] FIELD = ascii("{\"field\":");
    private static final byte[] RULE = ascii(",\"rule\":\"");
    private static final byte[] LIMIT = ascii("\",\"limit\":");
    private static final byte[] PROBLEM = ascii(",\"problem\":");
    private static final byte[] MODEL = ascii(",\"model\":\"");
    private static final byte[] MODEL_VERSION = ascii("\",\"model_version\":\"");
    private static final byte[] ROW_VERSION = ascii(",\"model_version\":\"");
    private static final byte[] PREDICTION_ID = ascii("\",\"prediction_id\":\"");
    private static final byte[] RETRY_AFTER = ascii(",\"retry_after_ms\":");
    private static final byte[] TRACE_ID = ascii(",\"trace_id\":\"");
    private static final byte[] RESULTS = ascii(",\"results\":[");

    /**
     * About what stands around the members of an answer, and of an entry in a batch: a buffer of that size seldom
     * grows.
     */
    private static final int ENVELOPE_BYTES = 320;

    private static final int ENTRY_BYTES = 128;

    private Envelope() {}

    private static int size(RowAnswer row) {
        return row instanceof RowAnswer.Predicted predicted ? predicted.members().length : ENTRY_BYTES;
    }

    /** The reply to a request for one row. */
    static Reply single(Answer answer, String model, String traceId) {
        return switch (answer) {
            case Answer.Failed(Failure failure) -> failed(failure, model, traceId);
            case Answer.Rows(ModelVersion version, List<RowAnswer> rows) -> single(rows.getFirst(), version, traceId);
        };
    }

    private static Reply single(RowAnswer row, ModelVersion version, String traceId) {
        var json = new JsonBytes(ENVELOPE_BYTES + size(row));
        begin(json, row);
        json.raw(MODEL).raw(version.model()).raw(MODEL_VERSION).raw(version.version());
        if (row instanceof RowAnswer.Predicted predicted) {
            json.raw(PREDICTION_ID).raw(predicted.predictionId());
        }
        json.raw("\"");
        Duration retryAfter = row instanceof RowAnswer.Refused refused ? retryAfter(refused.failure()) : null;
        end(json, retryAfter, traceId);
        return new Reply(code(row), json, retryAfter, version.version());
    }

    /** The reply to a request for many rows: an entry for each, whatever became of it. */
    static Reply batch(Answer answer, String model, String traceId) {
        return switch (answer) {
            case Answer.Failed(Failure failure) -> failed(failure, model, traceId);
            case Answer.Rows(ModelVersion version, List<RowAnswer> rows) -> batch(rows, version, traceId);
        };
    }

    private static Reply batch(List<RowAnswer> rows, ModelVersion version, String traceId) {
        Code code = codeOf(rows);
        var json = new JsonBytes(ENVELOPE_BYTES
                + rows.stream().mapToInt(row -> ENTRY_BYTES + size(row)).sum());
        begin(json, code, messageOf(code, rows));
        json.raw(MODEL).raw(version.model()).raw("\"").raw(RESULTS);
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                json.raw(",");
            }
            begin(json, rows.get(i));
            json.raw(ROW_VERSION).raw(version.version());
            if (rows.get(i) instanceof RowAnswer.Predicted predicted) {
                json.raw(PREDICTION_ID).raw(predicted.predictionId());
            }
            json.raw("\"}");
        }
        json.raw("]");
        Duration retryAfter = Status.retryAfter(code);
        end(json, retryAfter, traceId);
        return new Reply(code, json, retryAfter, version.version());
    }

    /** The reply to a request that failed as a whole, of a model if it came that far. */
    static Reply failed(Failure failure, @Nullable String model, String traceId) {
        return failed(failure.code(), failure.message(), retryAfter(failure), model, traceId);
    }

    private static @Nullable Duration retryAfter(Failure failure) {
        return failure instanceof Failure.RateLimited limited
                // Rounded up, so that whoever waits as long finds room.
                ? Duration.ofMillis(limited.retryAfter().plusNanos(999_999).toMillis())
                : Status.retryAfter(failure.code());
    }

    /** The reply to a request that was refused before any model saw it. */
    static Reply failed(Code code, String message, @Nullable String model, String traceId) {
        return failed(code, message, Status.retryAfter(code), model, traceId);
    }

    /** The reply to a request that the door turned away. */
    static Reply failed(Refusal refusal, String traceId) {
        return failed(refusal.code(), refusal.message(), null, traceId);
    }

    /** The reply to a request whose body breaks the rules of an operation. */
    static Reply invalid(List<RowProblem> problems, String traceId) {
        var failure = new Failure.InvalidInput(problems);
        var json = new JsonBytes(256);
        begin(json, failure.code(), failure.message());
        errors(json, problems);
        end(json, null, traceId);
        return new Reply(failure.code(), json, null, null);
    }

    private static Reply failed(
            Code code, String message, @Nullable Duration retryAfter, @Nullable String model, String traceId) {
        var json = new JsonBytes(256);
        begin(json, code, message);
        if (model != null) {
            json.raw(MODEL).raw(model).raw("\"");
        }
        end(json, retryAfter, traceId);
        return new Reply(code, json, retryAfter, null);
    }

    /** All well, some well, or the first failure that is not the caller's, if there is one. */
    private static Code codeOf(List<RowAnswer> rows) {
        Code worst = Code.INVALID_INPUT;
        int well = 0;
        for (RowAnswer row : rows) {
            Code code = code(row);
            if (code == Code.OK) {
                well++;
            } else if (worst == Code.INVALID_INPUT) {
                worst = code;
            }
        }
        if (well == rows.size()) {
            return Code.OK;
        }
        return well > 0 ? Code.PARTIAL : worst;
    }

    private static String messageOf(Code code, List<RowAnswer> rows) {
        if (code == Code.OK) {
            return "success";
        }
        long failed = rows.stream().filter(RowAnswer.Refused.class::isInstance).count();
        return failed + " of " + rows.size() + (rows.size() == 1 ? " row failed" : " rows failed");
    }

    private static Code code(RowAnswer row) {
        return switch (row) {
            case RowAnswer.Predicted _ -> Code.OK;
            case RowAnswer.Refused refused -> refused.failure().code();
        };
    }

    private static void begin(JsonBytes json, Code code, String message) {
        json.raw(CODE).raw(code.name()).raw(MESSAGE).text(message);
    }

    /** What a row's own answer and its entry in a batch have in common: all up to the version. */
    private static void begin(JsonBytes json, RowAnswer row) {
        switch (row) {
            case RowAnswer.Predicted predicted -> {
                json.raw(SUCCESS);
                requestId(json, predicted.requestId());
                json.raw(",").raw(predicted.members());
            }
            case RowAnswer.Refused(String requestId, Failure failure) -> {
                begin(json, failure.code(), failure.message());
                requestId(json, requestId);
                if (failure instanceof Failure.InvalidInput(List<RowProblem> problems)) {
                    errors(json, problems);
                }
            }
        }
    }

    private static void requestId(JsonBytes json, @Nullable String requestId) {
        if (requestId != null) {
            json.raw(REQUEST_ID).raw(requestId);
        }
    }

    private static void errors(JsonBytes json, List<RowProblem> problems) {
        json.raw(ERRORS);
        for (int i = 0; i < problems.size(); i++) {
            RowProblem problem = problems.get(i);
            json.raw(i == 0 ? "" : ",").raw(FIELD).text(problem.field());
            json.raw(RULE).raw(problem.rule().toString());
            if (problem.limit() == null) {
                json.raw("\"");
            } else {
                json.raw(LIMIT).text(problem.limit());
            }
            json.raw(PROBLEM).text(problem.problem()).raw("}");
        }
        json.raw("]");
    }

    private static void end(JsonBytes json, @Nullable Duration retryAfter, String traceId) {
        if (retryAfter != null) {
            json.raw(RETRY_AFTER).raw(Long.toString(retryAfter.toMillis()));
        }
        json.raw(TRACE_ID).raw(traceId).raw("\"}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
