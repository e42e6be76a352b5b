package io.plimsoll.codec;

import io.plimsoll.codec.RowIntake.RowResult;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Observer;
import io.plimsoll.prediction.Predictor;
import io.plimsoll.prediction.RowAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls to one version: decodes the body, runs the graph, encodes what came out, tells the observer. Memory
 * that did not suffice for one call and a class that cannot be loaded are failures of that call; other errors pass.
 */
public final class JsonPredictor implements Predictor {

    private static final Logger log = LoggerFactory.getLogger(JsonPredictor.class);
    private static final int USUAL_ANSWER_BYTES = 256;
    private static final EncodedRow UNANSWERED =
            new EncodedRow.Faulty(new Failure.InvalidOutput("the graph answered fewer rows than it was asked"));

    private final ModelVersion version;
    private final RequestDecoder decoder;
    private final AnswerEncoder encoder;
    private final Engine engine;
    private final Observer observer;
    private final PredictionIds ids;
    private final LongSupplier nanoClock;

    public JsonPredictor(Binding binding, Engine engine, Observer observer, PredictionIds ids, LongSupplier nanoClock) {
        this.version = binding.contract().id();
        this.decoder = new RequestDecoder(binding, nanoClock);
        this.encoder = new AnswerEncoder(binding);
        this.engine = engine;
        this.observer = observer;
        this.ids = ids;
        this.nanoClock = nanoClock;
    }

    @Override
    public Answer predict(Call call) {
        long start = nanoClock.getAsLong();
        Answer answer;
        Features features;
        switch (decode(call)) {
            case DecodedCall.Failed(Failure failure) -> {
                answer = new Answer.Failed(failure);
                features = decoder.none();
            }
            case DecodedCall.Rows rows -> {
                answer = answer(rows, call);
                features = rows.features();
            }
        }
        observe(call, features, answer, nanoClock.getAsLong() - start);
        return answer;
    }

    private DecodedCall decode(Call call) {
        try {
            return decoder.decode(call);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return new DecodedCall.Failed(defect(call, e));
        }
    }

    private Answer answer(DecodedCall.Rows rows, Call call) {
        try {
            return new Answer.Rows(version, answers(rows, call));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return new Answer.Failed(defect(call, e));
        }
    }

    /** One answer a row, in the order of the body. */
    private List<RowAnswer> answers(DecodedCall.Rows rows, Call call) {
        Iterator<EncodedRow> encoded = predictions(rows.features(), call).iterator();
        var answers = new ArrayList<RowAnswer>(rows.rows().size());
        for (RowResult row : rows.rows()) {
            answers.add(row.valid() ? answer(row, encoded.next()) : refused(row));
        }
        return answers;
    }

    private RowAnswer answer(RowResult row, EncodedRow encoded) {
        return switch (encoded) {
            case EncodedRow.Members(byte[] json) -> new RowAnswer.Predicted(row.requestId(), json, ids.next());
            case EncodedRow.Faulty(Failure failure) -> new RowAnswer.Refused(row.requestId(), failure);
        };
    }

    private static RowAnswer refused(RowResult row) {
        return new RowAnswer.Refused(row.requestId(), new Failure.InvalidInput(row.problems()));
    }

    /** One for each row of the features; no rows are no run. */
    private List<EncodedRow> predictions(Features features, Call call) {
        int rows = features.rows();
        if (rows == 0) {
            return List.of();
        }
        return switch (run(features, call)) {
            case Engine.Run.Done(List<Engine.Part> parts) -> encode(parts, features);
            case Engine.Run.Failed(Failure failure) ->
                rows > 1 && blamesARow(failure) ? rowByRow(features, call) : all(failure, rows);
        };
    }

    /** So that one bad row fails alone. */
    private List<EncodedRow> rowByRow(Features features, Call call) {
        var encoded = new ArrayList<EncodedRow>(features.rows());
        for (int row = 0; row < features.rows(); row++) {
            Features alone = features.select(row);
            switch (run(alone, call)) {
                case Engine.Run.Done(List<Engine.Part> parts) -> encoded.addAll(encode(parts, alone));
                case Engine.Run.Failed(Failure failure) -> encoded.add(new EncodedRow.Faulty(failure));
            }
        }
        return encoded;
    }

    private Engine.Run run(Features features, Call call) {
        try {
            return engine.run(features, call.deadline());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return new Engine.Run.Failed(defect(call, e));
        }
    }

    private List<EncodedRow> encode(List<Engine.Part> parts, Features features) {
        var encoded = new EncodedRow[features.rows()];
        Arrays.fill(encoded, UNANSWERED);
        var scratch = new JsonBytes(USUAL_ANSWER_BYTES);
        for (Engine.Part part : parts) {
            for (int row = 0; row < part.rows().length; row++) {
                int asked = part.rows()[row];
                encoded[asked] = encoder.encode(new OutputRow(part.outputs(), row, features, asked), scratch);
            }
        }
        return List.of(encoded);
    }

    private static List<EncodedRow> all(Failure failure, int rows) {
        return Collections.nCopies(rows, new EncodedRow.Faulty(failure));
    }

    /** Whether a failure of many rows may be one row's fault; the others would only fail again. */
    private static boolean blamesARow(Failure failure) {
        return switch (failure) {
            case Failure.Internal _, Failure.InvalidOutput _, Failure.InvalidInput _ -> true;
            case Failure.MalformedJson _,
                    Failure.InvalidBody _,
                    Failure.TooLarge _,
                    Failure.Overloaded _,
                    Failure.RateLimited _,
                    Failure.UnknownModel _,
                    Failure.NoDefaultModel _,
                    Failure.NotReady _,
                    Failure.Draining _,
                    Failure.DeadlineExceeded _ -> false;
        };
    }

    private void observe(Call call, Features features, Answer answer, long nanos) {
        try {
            observer.answered(call, features, answer, nanos);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            // An answer that is made is not lost because nobody could count it.
            defect(call, e);
        }
    }

    /** Logs where a defect is, but not its message, which may hold a caller's value. */
    private Failure defect(Call call, Throwable e) {
        String place = Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.plimsoll."))
                .findFirst()
                .map(Object::toString)
                .orElse("an unknown place");
        log.error("trace {}: {} in {} at {}", call.traceId(), e.getClass().getName(), version, place);
        return new Failure.Internal("the service has a defect; its log has more under the trace id");
    }

    @Override
    public String toString() {
        return "json(" + engine + ")";
    }
}
