package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static io.plimsoll.codec.Decoding.decoder;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowSelection;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies made by chance, held against a tree of the same bytes that a stock parser reads. */
class RandomBodiesTests {

    private static final DateTimeType MOMENT =
            new DateTimeType(null, null, new Epoch(Epoch.Unit.MILLISECONDS, LocalDate.EPOCH));

    private static final Binding BINDING = new Bindings()
            .input(gap("age", new IntegerType(null, null, List.of())), ElementType.INT64)
            .input(gap("income", new NumberType(null, null)), ElementType.DOUBLE)
            .input(gap("employed", new BooleanType()), ElementType.BOOL)
            .input(
                    gap(
                            "housing",
                            new CategoryType(Vocabulary.ofWords(RandomRow.WORDS), new OnUnknown.Reject(), false, null)),
                    ElementType.INT64)
            .input(gap("purpose", new TextType(0, 1000, null)), ElementType.STRING)
            .input(gap("since", new DateType(null, null, Epoch.UNIX_DAYS)), ElementType.INT64)
            .input(gap("amount", new DecimalType(null, null, 2)), ElementType.INT64)
            .input(gap("at", MOMENT), ElementType.INT64)
            .input(gap("embedding", new VectorType(3, gap("value", new NumberType(null, null)))), ElementType.DOUBLE)
            .list(visits(), ElementType.INT64)
            .list(items(), ElementType.INT64, ElementType.INT64, ElementType.STRING, ElementType.INT64)
            .build();

    private static Field gap(String name, FieldType type) {
        return field(name, type, new Absence.Missing(new Absence.Filler.Zeros()));
    }

    private static Field visits() {
        var values = new ListType.Items.Values(gap("visits", new IntegerType(null, null, List.of())));
        return field("visits", new ListType(0, 5, null, values), new Absence.Empty());
    }

    private static Field items() {
        var pair = new VectorType(2, field("value", new IntegerType(null, null, List.of())));
        var records = new ListType.Items.Records(List.of(
                field("price", new DecimalType(null, null, 2)),
                gap("at", MOMENT),
                gap("note", new TextType(0, 1000, null)),
                gap("pair", pair)));
        return field("items", new ListType(1, 4, null, records), new Absence.Required());
    }

    private final RequestDecoder decoder = decoder(BINDING);
    private final JsonMapper doubles = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final JsonMapper exact = doubles.rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private DecodedCall decode(byte[] body, Call.Form form) {
        return decoder.decode(Calls.of(body, form, RowSelection.ALL));
    }

    @Test
    void validRowsDecodeToExactlyTheValuesSent() {
        var random = new Random(11);
        for (int round = 0; round < 500; round++) {
            var rows = new ArrayList<String>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                rows.add(RandomRow.json(random));
            }
            byte[] body = ("[" + String.join(",", rows) + "]").getBytes(StandardCharsets.UTF_8);

            DecodedCall.Rows decoded = (DecodedCall.Rows) decode(body, Call.Form.BATCH);

            assertThat(decoded.rows()).hasSameSizeAs(rows).allMatch(RowIntake.RowResult::valid);
            for (int i = 0; i < rows.size(); i++) {
                assertSame(decoded.features(), i, exact.readTree(rows.get(i)));
            }
        }
    }

    @Test
    void bodiesThatWereDamagedNeverThrowAndNeverGiveAWrongValue() {
        var random = new Random(12);
        int accepted = 0;
        int refused = 0;
        int malformed = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] body = RandomJson.damage(RandomRow.json(random).getBytes(StandardCharsets.UTF_8), random);
            Optional<JsonNode> tree = tree(body);
            switch (decode(body, Call.Form.SINGLE)) {
                case DecodedCall.Rows rows -> {
                    assertThat(tree).isPresent();
                    if (rows.rows().getFirst().valid()) {
                        accepted++;
                        assertSame(rows.features(), 0, tree.get());
                    } else {
                        refused++;
                        assertThat(rows.features().rows()).isZero();
                    }
                }
                case DecodedCall.Failed(Failure.MalformedJson failure) -> {
                    malformed++;
                    assertThat(tree)
                            .as(new String(body, StandardCharsets.UTF_8))
                            .isEmpty();
                }
                case DecodedCall.Failed(Failure failure) -> {
                    assertThat(failure).isInstanceOf(Failure.InvalidBody.class);
                    assertThat(tree).isPresent();
                    assertThat(tree.get().isObject()).isFalse();
                }
            }
        }
        // All three ways were really taken.
        assertThat(List.of(accepted, refused, malformed)).allMatch(count -> count > 100);
    }

    /** What a stock parser reads, if it takes the body. */
    private Optional<JsonNode> tree(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            JsonNode tree = tree(body, exact);
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (CharacterCodingException | JacksonException e) {
            return Optional.empty();
        }
    }

    private JsonNode tree(byte[] body, JsonMapper mapper) {
        try {
            return mapper.readTree(body);
        } catch (NumberFormatException e) {
            // An exponent that only a double takes, as zero or infinity.
            return doubles.readTree(body);
        }
    }

    private static void assertSame(Features features, int row, JsonNode tree) {
        List<Field> fields = BINDING.contract().inputFields();
        for (int slot = 0; slot < fields.size(); slot++) {
            Field field = fields.get(slot);
            JsonNode sent = tree.path(field.name());
            boolean missing = absent(sent) && !(field.absence() instanceof Absence.Empty);
            assertThat(features.missing(row, slot)).as(field.name()).isEqualTo(missing);
            if (!missing) {
                switch (field.type()) {
                    case ListType list -> assertItems(list, features, row, slot, sent);
                    case VectorType vector -> assertValues(vector, features, features.firstCell(row, slot), sent);
                    default -> assertValue(field.type(), features, features.slot(row, slot), sent);
                }
            }
        }
    }

    private static boolean absent(JsonNode sent) {
        return sent.isNull() || sent.isMissingNode();
    }

    private static void assertItems(ListType list, Features features, int row, int slot, JsonNode sent) {
        assertThat(features.items(row, slot)).isEqualTo(sent.size());
        for (int item = 0; item < sent.size(); item++) {
            int cell = features.firstCell(row, slot) + item * list.itemCells();
            for (Field field : list.items().fields()) {
                boolean record = list.items() instanceof ListType.Items.Records;
                assertCells(field, features, cell, record ? sent.get(item).path(field.name()) : sent.get(item));
                cell += ListType.cells(field.type());
            }
        }
    }

    private static void assertValues(VectorType vector, Features features, int first, JsonNode sent) {
        assertThat(sent.size()).isEqualTo(vector.length());
        for (int i = 0; i < vector.length(); i++) {
            assertCells(vector.items(), features, first + i, sent.get(i));
        }
    }

    private static void assertCells(Field field, Features features, int cell, JsonNode sent) {
        assertThat(features.missingCell(cell)).as(field.name()).isEqualTo(absent(sent));
        if (!absent(sent)) {
            switch (field.type()) {
                case VectorType vector -> assertValues(vector, features, cell, sent);
                default -> assertValue(field.type(), features, features.cell(cell), sent);
            }
        }
    }

    private static void assertValue(FieldType type, Features features, long content, JsonNode sent) {
        switch (type) {
            case IntegerType _ -> assertThat(BigDecimal.valueOf(content)).isEqualByComparingTo(sent.decimalValue());
            case NumberType _ ->
                assertThat(Double.longBitsToDouble(content))
                        .isEqualTo(Double.parseDouble(sent.decimalValue().toString()));
            case BooleanType _ -> assertThat(content == 1).isEqualTo(sent.booleanValue());
            case CategoryType _ ->
                assertThat(RandomRow.WORDS.get((int) content)).isEqualTo(sent.stringValue());
            case TextType _ -> assertThat(features.text(content)).isEqualTo(sent.stringValue());
            case DateType _ -> assertThat(LocalDate.ofEpochDay(content)).hasToString(sent.stringValue());
            case DecimalType decimal -> assertThat(decimal.ofUnits(content)).isEqualByComparingTo(sent.stringValue());
            case DateTimeType _ -> assertThat(content).isEqualTo(millis(sent.stringValue()));
            case VectorType _, ListType _, TensorType _ -> throw new AssertionError(type);
        }
    }

    /** The library's own zones end at 18 hours, those of RFC 3339 at 24. */
    private static long millis(String moment) {
        boolean utc = moment.matches(".*[zZ]");
        int end = moment.length() - (utc ? 1 : 6);
        Instant local = LocalDateTime.parse(moment.substring(0, end)).toInstant(ZoneOffset.UTC);
        if (utc) {
            return local.toEpochMilli();
        }
        Duration offset = Duration.ofHours(Long.parseLong(moment.substring(end + 1, end + 3)))
                .plusMinutes(Long.parseLong(moment.substring(end + 4)));
        return (moment.charAt(end) == '-' ? local.plus(offset) : local.minus(offset)).toEpochMilli();
    }
}
