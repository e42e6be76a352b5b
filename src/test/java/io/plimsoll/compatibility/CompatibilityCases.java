package io.plimsoll.compatibility;

import static io.plimsoll.yaml.Contracts.HEAD;
import static io.plimsoll.yaml.Contracts.contract;
import static io.plimsoll.yaml.Contracts.withOutputs;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ListType.Items;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Reasons;
import io.plimsoll.contract.Results.Reasons.Sign;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two contracts for each rule of compatibility that one line of a contract cannot show, by the rule's name. */
final class CompatibilityCases {

    /** A contract and the one that comes after it. */
    record Pair(Contract before, Contract after) {}

    private static final Absence REQUIRED = new Absence.Required();
    private static final Field AGE = Field.of("age", new NumberType(0.0, null), REQUIRED);
    private static final Field PRICE = Field.of("price", new NumberType(0.0, null), REQUIRED);
    private static final Field DEARER = Field.of("price", new NumberType(1.0, null), REQUIRED);
    private static final Field DISCOUNT =
            Field.of("discount", new NumberType(null, null), new Absence.Default(new Scalar.Real(0)));

    private final Map<String, Pair> pairs = new LinkedHashMap<>();

    private CompatibilityCases() {}

    static Map<String, Pair> all() {
        var cases = new CompatibilityCases();
        cases.fields();
        cases.numbers();
        cases.lists();
        cases.tensors();
        cases.results();
        cases.ids();
        cases.explanations();
        cases.reasons();
        return cases.pairs;
    }

    private void fields() {
        String age = "{name: age, type: integer, tensor: age}";
        String income = "{name: income, type: number, tensor: income}";
        String customer = "{name: customer, type: string, max_length: 64, tensor: customer}";
        String none = "";
        String context = "context: [{name: customer, type: string, max_length: 64, required: true}]";
        add("a new required field", request(none, age), request(none, age + ", " + income));
        add(
                "a new optional field",
                request(none, age),
                request(none, age + ", " + income.replace("r,", "r, default: 30000,")));
        add("a new field of the context", request(none, age), request(context.replace(", required: true", ""), age));
        add("a field that is gone", request(none, age + ", " + income), request(none, age));
        add("an input, now context", request(none, age + ", " + customer), request(context, age));
        add("context, now an input", request(context, age), request(none, age + ", " + customer));
        add("a text that is the id now", request(context, age), request("id: customer, " + context, age));
        add("another routing key", request(none, age), request("routing_key: age", age));
    }

    private void numbers() {
        var any = new IntegerType(0L, 12L, List.of());
        add("fewer `values` of an integer", numbers(0L, 6L, 12L), numbers(0L));
        add("more `values` of an integer", numbers(0L), numbers(0L, 6L, 12L));
        add("`values` instead of a range", any, numbers(0L, 6L, 12L));
        add("a range instead of `values`", numbers(0L, 6L, 12L), any);
        add("a decimal of fewer places", decimal("0.01", 2), decimal("0.01", 1));
        add("a decimal of more places", decimal("0.01", 2), decimal("0.01", 4));
        add("a narrower range of decimals", decimal("0.01", 2), decimal("0.50", 2));
        var year = new DateTimeType(Instant.parse("2026-01-01T00:00:00Z"), null, Epoch.UNIX_DAYS);
        add("a narrower range of moments", new DateTimeType(null, null, Epoch.UNIX_DAYS), year);
    }

    private void lists() {
        ListType prices = new ListType(1, 200, null, new Items.Records(List.of(PRICE)));
        ListType plain = new ListType(1, 200, null, new Items.Values(AGE));
        ListType tied = new ListType(1, 200, "amounts", plain.items());
        Field nullable = Field.of("age", AGE.type(), new Absence.Missing(new Filler.Nan()));
        add("a vector of another length", new VectorType(512, AGE), new VectorType(768, AGE));
        add("shorter lists", prices, new ListType(1, 100, null, prices.items()));
        add("longer lists", prices, new ListType(1, 500, null, prices.items()));
        add("empty lists", prices, new ListType(0, 200, null, prices.items()));
        add("a list as long as another", plain, tied);
        add("a list as long as another no more", tied, plain);
        add("records instead of single values", plain, prices);
        add(
                "what goes for a field, for one of a record",
                prices,
                new ListType(1, 200, null, new Items.Records(List.of(DEARER))));
        add(
                "a new optional field of a record",
                prices,
                new ListType(1, 200, null, new Items.Records(List.of(PRICE, DISCOUNT))));
        add(
                "what goes for a field, for what a list or vector holds",
                new VectorType(2, AGE),
                new VectorType(2, DEARER));
        add("null in a list no more", new ListType(1, 200, null, new Items.Values(nullable)), plain);
    }

    private void tensors() {
        var three = new Dimension(3);
        var rows = new TensorType(ElementType.FLOAT, List.of(Dimension.OPEN, three));
        add(
                "a graph's tensor of another shape",
                rows,
                new TensorType(ElementType.FLOAT, List.of(Dimension.OPEN, new Dimension(4))));
        add(
                "a graph's tensor of an open axis",
                new TensorType(ElementType.INT32, List.of(new Dimension(1), three)),
                rows);
        add("a graph's tensor of another kind", rows, new TensorType(ElementType.INT64, rows.shape()));
    }

    private void results() {
        String score = "{name: score, from: a}";
        String both = score + ", {name: price, from: b}";
        add("a result that is gone", answer(both, ""), answer(score, ""));
        add("a new result", answer(score, ""), answer(both, ""));
        add(
                "an entry for each item of another list",
                new Form.PerItem("items", new Form.Whole()),
                new Form.PerItem("goods", new Form.Whole()));
        add(
                "what goes for a result, for each entry",
                new Form.PerItem("items", new Form.Flag()),
                new Form.PerItem("items", new Form.Whole()));
        add(
                "more places of items",
                new Form.TopItems("items", 3, null, null),
                new Form.TopItems("items", 5, null, null));
        add("confidence for the first time", answer(score, ""), answer(score, "confidence: {from: b}"));
        add("confidence no more", answer(score, "confidence: {from: b}"), answer(score, ""));
        add(
                "confidence made in another way",
                answer(score, "confidence: {from: b, reduce: max}"),
                answer(score, "confidence: {from: b, reduce: binary}"));
        add(
                "another outcome",
                answer(score, "outcome: {from: a, hit_within: {relative: 0.1, absolute: 5}}"),
                answer(score, ""));
    }

    private void ids() {
        String age = "{name: age, type: integer, tensor: age}";
        String context = "context: [{name: application, type: integer}, {name: customer, type: integer}]";
        add("an id for the first time", request(context, age), request("id: application, " + context, age));
        add("an id no more", request("id: application, " + context, age), request(context, age));
        add("another id", request("id: application, " + context, age), request("id: customer, " + context, age));
    }

    private void explanations() {
        add(
                "contributions no more",
                explained(AGE, "EUR", null),
                of(List.of(AGE), Request.NONE, results(new Form.Number(null))));
        add("contributions in another unit", explained(AGE, "log-odds", null), explained(AGE, "EUR", null));
        add(
                "contributions without an input that is context now",
                explained(AGE, "EUR", null),
                of(
                        List.of(),
                        new Request(null, null, List.of(AGE)),
                        explained(AGE, "EUR", null).results()));
    }

    private void reasons() {
        add("reasons no more", reasons(4, Sign.BOTH), explained(AGE, "EUR", null));
        add("more reasons", reasons(2, Sign.BOTH), reasons(4, Sign.BOTH));
        add("fewer reasons", reasons(4, Sign.BOTH), reasons(2, Sign.BOTH));
        add("reasons of another sign", reasons(4, Sign.POSITIVE), reasons(4, Sign.BOTH));
        add("reasons of one sign alone", reasons(4, Sign.BOTH), reasons(4, Sign.NEGATIVE));
        add("another code of a reason", coded(null), coded(new Reason("R06", "Low income")));
        add("a code of a reason that is gone", coded(new Reason("R05", "Low income")), coded(null));
        add(
                "another text of a reason",
                coded(new Reason("R05", "Low income")),
                coded(new Reason("R05", "Income is low")));
    }

    private void add(String rule, Contract before, Contract after) {
        pairs.put(rule, new Pair(before, after));
    }

    private void add(String rule, FieldType before, FieldType after) {
        add(rule, taking(before), taking(after));
    }

    private void add(String rule, Form before, Form after) {
        add(rule, of(List.of(AGE), Request.NONE, results(before)), of(List.of(AGE), Request.NONE, results(after)));
    }

    private static Contract request(String keys, String inputs) {
        return contract(HEAD + "request: {" + keys + "}\ninputs: [" + inputs + "]\n"
                + "outputs: {result: [{name: score, from: score}]}\n");
    }

    private static Contract answer(String results, String further) {
        return contract(withOutputs("result: [" + results + "]\n" + further));
    }

    private static FieldType numbers(Long... values) {
        return new IntegerType(null, null, List.of(values));
    }

    private static FieldType decimal(String min, int scale) {
        return new DecimalType(new BigDecimal(min), null, scale);
    }

    private static Contract reasons(int top, Sign sign) {
        return explained(AGE, "EUR", new Reasons(top, sign));
    }

    private static Contract coded(@Nullable Reason reason) {
        var field = new Field("age", AGE.type(), REQUIRED, null, null, null, false, reason);
        return explained(field, "EUR", new Reasons(4, Sign.BOTH));
    }

    private static Contract explained(Field field, String unit, @Nullable Reasons reasons) {
        List<Result> score = results(new Form.Number(null)).list();
        return of(List.of(field), Request.NONE, new Results(score, null, null, new Contributions("c", unit), reasons));
    }

    /** One result {@code score}. */
    static Results results(Form form) {
        return new Results(List.of(new Result("score", "score", form, null, null)), null, null, null, null);
    }

    /** A contract of one required field {@code age}. */
    static Contract taking(FieldType type) {
        return of(List.of(Field.of("age", type, REQUIRED)), Request.NONE, results(new Form.Number(null)));
    }

    /** A contract that is put together from its parts, whatever its text can say. */
    static Contract of(List<Field> inputs, Request request, Results results) {
        return new Contract(
                new ModelVersion("loans", "1"),
                null,
                null,
                Map.of(),
                "model.onnx",
                request,
                inputs.stream()
                        .map(field -> new Input(field, new Input.Target.Named(field.name())))
                        .toList(),
                List.of(),
                results,
                Limits.DEFAULT,
                1,
                null,
                Contract.Origin.WRITTEN);
    }
}
