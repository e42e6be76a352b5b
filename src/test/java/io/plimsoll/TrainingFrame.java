package io.plimsoll;

import static java.util.stream.Collectors.joining;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.contract.VectorType;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as a model was trained on them: what its graph takes, before it became tensors. Words where the graph takes
 * words, else numbers, codes and columns of ones and zeros; days as days; a list for each tensor of lists.
 */
final class TrainingFrame {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Contract contract;
    private final Signature signature;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    TrainingFrame(Contract contract, Signature signature) {
        this.contract = contract;
        this.signature = signature;
    }

    /** The row that the caller's object becomes; what is not there is null. */
    ObjectNode row(JsonNode inputs) {
        ObjectNode row = JSON.objectNode();
        columns.clear();
        for (Input input : contract.inputs()) {
            Field field = input.field();
            JsonNode sent = inputs.path(field.name());
            switch (input.target()) {
                case Target.Grouped group -> add(row, field, sent, group.tensor(), field.name());
                case Target.Named named -> addNamed(row, field, sent, named.text());
                case Target.Items items -> addItems(row, field, sent, items);
            }
        }
        return row;
    }

    /** The columns of each graph input that has several, as they are told where their order does not tell. */
    List<String> told() {
        List<String> matrices = columns.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                .toList();
        return matrices.size() > 1 ? matrices : List.of();
    }

    /** The rows as CSV, or as JSON lines if they hold lists. */
    static boolean flat(ObjectNode row) {
        return row.valueStream().noneMatch(JsonNode::isContainer);
    }

    static String csv(List<ObjectNode> rows) {
        String header = rows.getFirst().propertyNames().stream()
                .map(TrainingFrame::quoted)
                .collect(joining(","));
        return "\uFEFF" + header + "\r\n"
                + rows.stream()
                        .map(row -> row.valueStream()
                                .map(value -> value.isNull() ? "" : quoted(value.asString()))
                                .collect(joining(",")))
                        .collect(joining("\r\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private void addNamed(ObjectNode row, Field field, JsonNode sent, String target) {
        if (signature.inputs().containsKey(target)) {
            add(row, field, sent, target, target);
        } else {
            add(row, field, sent, Input.Place.parse(target).tensor(), field.name());
        }
    }

    private void add(ObjectNode row, Field field, JsonNode sent, String tensor, String column) {
        List<String> names = columns.computeIfAbsent(tensor, name -> new ArrayList<>());
        ElementType element = element(tensor);
        if (field.type() instanceof CategoryType category && category.oneHot()) {
            List<JsonNode> bits = bits(category, field, sent);
            for (int place = 0; place < bits.size(); place++) {
                String name = column + "_" + category.values().word(place).replaceAll("\\W", "_");
                names.add(name);
                row.set(name, bits.get(place));
            }
            return;
        }
        names.add(column);
        row.set(column, cell(field, sent, element));
    }

    private void addItems(ObjectNode row, Field field, JsonNode sent, Target.Items items) {
        var list = (ListType) field.type();
        Map<String, List<Integer>> byTensor = new LinkedHashMap<>();
        for (int i = 0; i < items.members().size(); i++) {
            byTensor.computeIfAbsent(tensorOf(items.members().get(i).target()), name -> new ArrayList<>())
                    .add(i);
        }
        byTensor.forEach((tensor, members) -> {
            ArrayNode values = row.putArray(tensor);
            sent.forEach(item -> {
                List<JsonNode> cells = members.stream()
                        .flatMap(member -> {
                            Field each = list.items().fields().get(member);
                            JsonNode value =
                                    list.items() instanceof ListType.Items.Records ? item.path(each.name()) : item;
                            return each.type() instanceof CategoryType category && category.oneHot()
                                    ? bits(category, each, value).stream()
                                    : Stream.of(cell(each, value, element(tensor)));
                        })
                        .toList();
                values.add(
                        cells.size() == 1 ? cells.getFirst() : JSON.arrayNode().addAll(cells));
            });
        });
    }

    /** A one and zeros, a column a word. */
    private static List<JsonNode> bits(CategoryType category, Field field, JsonNode sent) {
        String text = text(field, sent);
        return category.values().words().stream()
                .map(word -> (JsonNode) JSON.numberNode(word.equals(text) ? 1 : 0))
                .toList();
    }

    private String tensorOf(Target target) {
        return switch (target) {
            case Target.Grouped group -> group.tensor();
            case Target.Named named when signature.inputs().containsKey(named.text()) -> named.text();
            case Target.Named named -> Input.Place.parse(named.text()).tensor();
            case Target.Items items -> throw new IllegalArgumentException("a list in a list");
        };
    }

    private ElementType element(String tensor) {
        return ((Value.Tensor) signature.inputs().get(tensor)).element();
    }

    private JsonNode cell(Field field, JsonNode sent, ElementType element) {
        if (sent.isMissingNode() || sent.isNull()) {
            return switch (field.absence()) {
                case Absence.Default(Scalar value) -> cell(field, json(value), element);
                case Absence.Missing(Filler filler) -> filler(filler, element);
                case Absence absence -> JSON.nullNode();
            };
        }
        if (element == ElementType.STRING) {
            return JSON.stringNode(word(field, sent.stringValue()));
        }
        return switch (field.type()) {
            case CategoryType category -> JSON.numberNode(code(category, sent.stringValue()));
            case DateType date -> sent;
            case DateTimeType moment ->
                JSON.numberNode(moment.epoch()
                                .millisSince(OffsetDateTime.parse(sent.stringValue())
                                        .toInstant()
                                        .toEpochMilli())
                        / moment.epoch().unitMillis());
            case DecimalType decimal ->
                element.floating()
                        ? JSON.numberNode(new BigDecimal(sent.stringValue()))
                        : JSON.numberNode(decimal.units(new BigDecimal(sent.stringValue())));
            case VectorType vector -> {
                ArrayNode cells = JSON.arrayNode();
                sent.forEach(value -> cells.add(cell(vector.items(), value, element)));
                yield cells;
            }
            default ->
                sent.isBoolean() && element != ElementType.BOOL ? JSON.numberNode(sent.booleanValue() ? 1 : 0) : sent;
        };
    }

    private static JsonNode filler(Filler filler, ElementType element) {
        return switch (filler) {
            case Filler.Nan nan -> JSON.nullNode();
            case Filler.Zeros zeros -> element == ElementType.STRING ? JSON.nullNode() : JSON.numberNode(0);
            case Filler.Number number -> JSON.numberNode(number.value());
            case Filler.Word word -> JSON.stringNode(word.value());
        };
    }

    private static JsonNode json(Scalar value) {
        return switch (value) {
            case Scalar.Whole whole -> JSON.numberNode(whole.value());
            case Scalar.Real real -> JSON.numberNode(real.value());
            case Scalar.Flag flag -> JSON.booleanNode(flag.value());
            case Scalar.Text text -> JSON.stringNode(text.value());
        };
    }

    /** What the caller sent or would have sent, as text. */
    private static @Nullable String text(Field field, JsonNode sent) {
        if (sent.isString()) {
            return sent.stringValue();
        }
        return field.absence() instanceof Absence.Default(Scalar.Text(String value)) ? value : null;
    }

    private static String word(Field field, String sent) {
        return field.type() instanceof CategoryType category
                        && category.place(sent) == CategoryType.UNKNOWN
                        && category.onUnknown() instanceof OnUnknown.Word(String word)
                ? word
                : sent;
    }

    private static long code(CategoryType category, String sent) {
        int place = category.place(sent);
        return place == CategoryType.UNKNOWN && category.onUnknown() instanceof OnUnknown.Code(long code)
                ? code
                : category.values().code(place);
    }
}
