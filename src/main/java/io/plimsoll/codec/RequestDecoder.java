package io.plimsoll.codec;

import io.plimsoll.codec.RowIntake.RowResult;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads bodies as the contract says, strictly and in one pass: bytes in, slots out. Safe for use by many threads.
 *
 * <p>Broken JSON is a failure of the whole call, wherever it is; a value that breaks the contract is its row's alone.
 */
final class RequestDecoder {

    private static final RowResult NOT_AN_OBJECT = new RowResult(
            null, List.of(RowProblem.of("", new Violation(Rule.TYPE, null, "the row must be a JSON object"))));

    private final RequestPlan plan;
    private final LongSupplier nanoClock;

    RequestDecoder(Binding binding, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        plan = new RequestPlan(binding);
    }

    DecodedCall decode(Call call) {
        if (Utf8.marked(call.body(), call.length())) {
            return malformed("the body starts with a byte order mark");
        }
        if (!Utf8.valid(call.body(), call.length())) {
            return malformed("the body is not valid UTF-8");
        }
        try (JsonParser parser = JsonSource.parser(call, nanoClock)) {
            return decode(call, parser);
        }
    }

    private DecodedCall decode(Call call, JsonParser parser) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return malformed("the body is empty");
            }
            return switch (call.form()) {
                case SINGLE -> single(call, parser, first);
                case BATCH -> batch(call, parser, first);
            };
        } catch (JacksonException e) {
            return new DecodedCall.Failed(
                    e.getCause() instanceof TimedBody.Late
                            ? new Failure.DeadlineExceeded()
                            : JsonSource.malformed(e, parser));
        }
    }

    /** No rows: what is left of a call whose body could not be read. */
    Features none() {
        return plan.features(0);
    }

    private DecodedCall single(Call call, JsonParser parser, JsonToken first) {
        if (first != JsonToken.START_OBJECT) {
            return notTheForm(
                    parser,
                    first,
                    first == JsonToken.START_ARRAY
                            ? "the body must be one JSON object; arrays are for /v1/batch"
                            : "the body must be a JSON object");
        }
        Features features = plan.features(1);
        RowResult row = plan.read(parser, plan.intake(features, call.limits()));
        requireEnd(parser);
        if (!call.rows().contains(0)) {
            features.dropRow();
            return new DecodedCall.Rows(features, List.of());
        }
        return new DecodedCall.Rows(features, List.of(row));
    }

    private DecodedCall batch(Call call, JsonParser parser, JsonToken first) {
        if (first != JsonToken.START_ARRAY) {
            return notTheForm(
                    parser,
                    first,
                    first == JsonToken.START_OBJECT
                            ? "the body must be a JSON array of objects; single objects are for /v1/predict"
                            : "the body must be a JSON array of objects");
        }
        Features features = plan.features(4);
        RowIntake intake = plan.intake(features, call.limits());
        var rows = new ArrayList<RowResult>();
        int count = 0;
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (count == call.limits().maxRows()) {
                return new DecodedCall.Failed(new Failure.TooLarge(
                        "the body holds more than " + call.limits().maxRows() + " rows"));
            }
            @Nullable RowResult row = row(call, count++, parser, token, intake);
            if (row != null) {
                rows.add(row);
            }
        }
        requireEnd(parser);
        return count == 0
                ? new DecodedCall.Failed(new Failure.InvalidBody("the body holds no rows"))
                : new DecodedCall.Rows(features, rows);
    }

    private @Nullable RowResult row(Call call, int number, JsonParser parser, JsonToken token, RowIntake intake) {
        boolean selected = call.rows().contains(number);
        if (selected && token == JsonToken.START_OBJECT) {
            return plan.read(parser, intake);
        }
        JsonSource.skip(parser, token);
        return selected ? NOT_AN_OBJECT : null;
    }

    /** A body of another kind is only that if it is sound; otherwise it is broken JSON. */
    private static DecodedCall notTheForm(JsonParser parser, JsonToken first, String message) {
        JsonSource.skip(parser, first);
        requireEnd(parser);
        return new DecodedCall.Failed(new Failure.InvalidBody(message));
    }

    private static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new JsonSource.TrailingText(parser);
        }
    }

    private static DecodedCall malformed(String message) {
        return new DecodedCall.Failed(new Failure.MalformedJson(message));
    }
}
