package io.plimsoll.api;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.guard.Audit;
import io.plimsoll.guard.Caller;
import io.plimsoll.guard.Callers;
import io.plimsoll.prediction.Code;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowProblem;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.release.ReleaseDesk.Outcome;
import io.plimsoll.release.ReleaseRecord;
import io.plimsoll.release.ReleaseWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Steers releases for operators, whom the guard has let in: the same words and rules as on the command line. */
@RestController
class AdminController {

    private static final Logger LOG = LoggerFactory.getLogger(AdminController.class);
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_SHOWN = 50;

    private final ReleaseDesk desk;
    private final ReleaseWatch watch;
    private final Audit audit;
    private final boolean steers;

    AdminController(ReleaseDesk desk, ReleaseWatch watch, Audit audit, DoorSettings settings) {
        this.desk = desk;
        this.watch = watch;
        this.audit = audit;
        this.steers = settings.steers();
    }

    @GetMapping(path = "/admin/models/{model}/release", produces = "application/json")
    Map<String, Object> history(@PathVariable String model, HttpServletRequest request) throws IOException {
        check(model, request);
        List<ReleaseView> releases =
                desk.history(model, MOST_SHOWN).stream().map(ReleaseView::of).toList();
        return Map.of(
                "code",
                Code.OK,
                "msg",
                "success",
                "model",
                model,
                "revision",
                desk.end(model).revision(),
                "releases",
                releases,
                "trace_id",
                Trace.idOf(request));
    }

    @PostMapping(path = "/admin/models/{model}/release", produces = "application/json")
    Map<String, Object> steer(@PathVariable String model, HttpServletRequest request) throws IOException {
        check(model, request);
        Caller operator = Callers.current();
        return switch (ReleaseWish.read(body(request))) {
            case ReleaseWish.Reading.Malformed() -> {
                audit.steered(operator.name(), "something with " + model, "the body is not JSON", request);
                throw new Denied(Code.MALFORMED_JSON, "the body is not exactly one JSON value in UTF-8");
            }
            case ReleaseWish.Reading.Invalid(List<RowProblem> problems) -> {
                audit.steered(operator.name(), "something with " + model, "the body is no such wish", request);
                throw new Denied(new Failure.InvalidInput(problems));
            }
            case ReleaseWish.Reading.Understood(ReleaseWish wish) -> steer(model, wish, operator, request);
        };
    }

    private Map<String, Object> steer(String model, ReleaseWish wish, Caller operator, HttpServletRequest request)
            throws IOException {
        String what = wish.operation() + (wish.version() == null ? " " : " " + wish.version() + " ") + "of " + model;
        Outcome outcome;
        try {
            outcome = operate(model, wish, operator);
        } catch (IOException | RuntimeException failed) {
            audit.steered(operator.name(), what, "not done: " + failed.getMessage(), request);
            throw failed;
        }
        audit.steered(operator.name(), what, told(outcome), request);
        return switch (outcome) {
            case Outcome.Written(ReleaseRecord release) -> {
                watch.written(model, release);
                yield Map.of(
                        "code",
                        Code.OK,
                        "msg",
                        "success",
                        "release",
                        ReleaseView.of(release),
                        "trace_id",
                        Trace.idOf(request));
            }
            case Outcome.Conflict(String reason) -> throw new Denied(Code.CONFLICT, reason);
            case Outcome.Refused(List<String> reasons) ->
                throw new Denied(Code.INVALID_INPUT, String.join("; ", reasons));
        };
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Written(ReleaseRecord release) -> "revision " + release.revision();
            case Outcome.Conflict(String reason) -> "conflict: " + reason;
            case Outcome.Refused(List<String> reasons) -> "refused: " + String.join("; ", reasons);
        };
    }

    /** The filter in front of every path under /admin has asked for an operator; whoever forgot it lets nobody in. */
    private void check(String model, HttpServletRequest request) {
        Caller caller = Callers.current();
        if (!caller.isOperator()) {
            audit.denied("not allowed", caller.name(), request);
            throw new Denied(Code.FORBIDDEN, "your key may not do this");
        }
        if (!steers) {
            throw new Denied(Code.NOT_FOUND, "this replica follows releases and steers none; ask one of role control");
        }
        if (!ModelVersion.isModelName(model)) {
            throw new Denied(Code.INVALID_INPUT, "the path names no model");
        }
        if (!caller.mayUse(model)) {
            audit.denied("not its model", caller.name(), request);
            throw new Denied(Code.FORBIDDEN, "your key may not steer this model");
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Denied(Code.TOO_LARGE, "the body is larger than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private Outcome operate(String model, ReleaseWish wish, Caller operator) throws IOException {
        var signed = new Wish(wish.revision(), operator.name(), wish.reason());
        return switch (wish.operation()) {
            case "promote" -> desk.promote(version(model, wish), signed, wish.insist());
            case "rollback" -> desk.rollback(model, signed);
            case "retry" -> desk.retry(version(model, wish), signed);
            case "reset" -> desk.reset(model, signed);
            default -> throw new IllegalStateException("no operation " + wish.operation());
        };
    }

    private static ModelVersion version(String model, ReleaseWish wish) {
        return new ModelVersion(model, Objects.requireNonNull(wish.version(), "read with a version"));
    }

    @ExceptionHandler
    void deny(Denied denied, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String trace = Trace.idOf(request);
        Reply reply = denied.problems.isEmpty()
                ? Envelope.failed(denied.code, String.valueOf(denied.getMessage()), null, trace)
                : Envelope.invalid(denied.problems, trace);
        reply.send(response);
    }

    @ExceptionHandler
    void away(IOException away, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.error("the repository did not do what an operator asked", away);
        Envelope.failed(Code.NOT_READY, "the repository does not answer; the log has more", null, Trace.idOf(request))
                .send(response);
    }

    /** Carries a refusal past the return type of a controller's method. */
    static final class Denied extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        private final Code code;
        private final transient List<RowProblem> problems;

        Denied(Code code, String message) {
            super(message, null, false, false);
            this.code = code;
            this.problems = List.of();
        }

        Denied(Failure.InvalidInput invalid) {
            super(invalid.message(), null, false, false);
            this.code = invalid.code();
            this.problems = invalid.problems();
        }
    }
}
