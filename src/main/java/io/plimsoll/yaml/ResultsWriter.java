package io.plimsoll.yaml;

import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Contributions;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Outcome;
import io.plimsoll.contract.Results.Reasons;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Sources;
import io.plimsoll.yaml.YamlPiece.Collected;
import io.plimsoll.yaml.YamlPiece.Item;
import io.plimsoll.yaml.YamlPiece.Items;
import io.plimsoll.yaml.YamlPiece.Many;
import io.plimsoll.yaml.YamlPiece.Pairs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Writes what an answer holds. */
final class ResultsWriter {

    private ResultsWriter() {}

    static Pairs write(Results results, Map<String, String> comments) {
        var keys = new Collected();
        keys.put("outcome", results.outcome() == null ? null : outcome(results.outcome()));
        keys.put(
                "result",
                new Items(results.list().stream()
                        .map(result -> new Item(written(result), comments.get(Sources.result(result.name()))))
                        .toList()));
        Confidence confidence = results.confidence();
        if (confidence != null) {
            keys.put(
                    "confidence",
                    new Collected()
                            .text("from", confidence.from())
                            .plain("reduce", reduce(confidence.reduce()))
                            .pairs());
        }
        keys.put("explanation", explanation(results.contributions(), results.reasons()));
        return keys.pairs();
    }

    private static @Nullable String reduce(Confidence.Reduce reduce) {
        return switch (reduce) {
            case MAX -> "max";
            case BINARY -> "binary";
            case NONE -> null;
        };
    }

    private static YamlPiece outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.OfResult(String name) -> new YamlPiece.Single(YamlText.of(name));
            case Outcome.OfOutput(String from, var labels) ->
                new Collected().text("from", from).texts("labels", labels).pairs();
            case Outcome.HitWithin hit ->
                new Collected()
                        .text("from", hit.from())
                        .put(
                                "hit_within",
                                new Collected()
                                        .plain("relative", number(hit.relative()))
                                        .plain("absolute", number(hit.absolute()))
                                        .pairs())
                        .pairs();
        };
    }

    private static @Nullable Pairs explanation(@Nullable Contributions contributions, @Nullable Reasons reasons) {
        var keys = new Collected();
        if (contributions != null) {
            keys.put(
                    "contributions",
                    new Collected()
                            .text("from", contributions.from())
                            .text("unit", contributions.unit())
                            .pairs());
        }
        if (reasons != null) {
            keys.put(
                    "reasons",
                    new Collected()
                            .plain("top", reasons.top())
                            .plain("sign", reasons.sign().name().toLowerCase(Locale.ROOT))
                            .pairs());
        }
        return keys.pairsIfAny();
    }

    private static Pairs written(Result result) {
        Collected keys = new Collected().text("name", result.name()).text("from", result.from());
        addForm(keys, result.form());
        return keys.text("title", result.title()).text("unit", result.unit()).pairs();
    }

    private static void addForm(Collected keys, Form form) {
        switch (form) {
            case Form.Number number -> keys.plain("type", "number").plain("decimals", number.decimals());
            case Form.Whole whole -> keys.plain("type", "integer");
            case Form.Flag flag -> keys.plain("type", "boolean");
            case Form.Text text -> keys.plain("type", "string");
            case Form.Vector vector -> keys.plain("type", "vector").plain("decimals", vector.decimals());
            case Form.Scores scores -> keys.plain("type", "map").plain("decimals", scores.decimals());
            case Form.Label label -> keys.put("labels", labels(label.labels()));
            case Form.Top top -> {
                if (!top.labels().isEmpty()) {
                    keys.texts("labels", top.labels());
                }
                keys.plain("top", top.top())
                        .plain("at_least", number(top.atLeast()))
                        .plain("decimals", top.decimals());
            }
            case Form.Bands bands -> keys.put("bands", bands(bands.bands()));
            case Form.PerItem items -> {
                keys.text("per_item", items.list());
                addForm(keys, items.each());
            }
            case Form.TopItems items ->
                keys.text("per_item", items.list())
                        .plain("top", items.top())
                        .plain("at_least", number(items.atLeast()))
                        .plain("decimals", items.decimals());
            case Form.Nested nested -> throw new IllegalArgumentException("no contract is written with nested lists");
        }
    }

    private static Many labels(Map<Long, String> labels) {
        boolean places = LongStream.range(0, labels.size()).boxed().toList().equals(List.copyOf(labels.keySet()));
        return places
                ? Many.list(labels.values().stream().map(YamlText::of).toList())
                : YamlPiece.map(labels, (code, label) -> code + ": " + YamlText.of(label));
    }

    private static Many bands(List<Band> bands) {
        return Many.list(bands.stream()
                .map(band -> new Collected()
                        .plain("below", number(band.below()))
                        .text("label", band.label())
                        .pairs()
                        .line())
                .toList());
    }

    private static @Nullable String number(@Nullable Double value) {
        return value == null ? null : Numbers.plain(value);
    }
}
