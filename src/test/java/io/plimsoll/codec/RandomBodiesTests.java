package io.plimsoll.codec;

import static io.plimsoll.codec.Bindings.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowSelection;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

    private static final List<String> WORDS = List.of("own", "rent", "free");

    private static final Binding BINDING = new Bindings()
            .input(
                    field(
                            "age",
                            new IntegerType(null, null, List.of()),
                            new Absence.Missing(new Absence.Filler.Zeros())),
                    ElementType.INT64)
            .input(
                    field("income", new NumberType(null, null), new Absence.Missing(new Absence.Filler.Nan())),
                    ElementType.DOUBLE)
            .input(
                    field("employed", new BooleanType(), new Absence.Missing(new Absence.Filler.Zeros())),
                    ElementType.BOOL)
            .input(
                    field(
                            "housing",
                            new CategoryType(Vocabulary.ofWords(WORDS), new OnUnknown.Reject(), false, null),
                            new Absence.Missing(new Absence.Filler.Zeros())),
                    ElementType.INT64)
            .input(
                    field("purpose", new TextType(0, 1000, null), new Absence.Missing(new Absence.Filler.Word(""))),
                    ElementType.STRING)
            .input(
                    field(
                            "since",
                            new DateType(null, null, Epoch.UNIX_DAYS),
                            new Absence.Missing(new Absence.Filler.Zeros())),
                    ElementType.INT64)
            .build();

    private final RequestDecoder decoder = new RequestDecoder(BINDING);
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
                rows.add(row(random));
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
            byte[] body = damage(row(random).getBytes(StandardCharsets.UTF_8), random);
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
        for (int i = 0; i < 6; i++) {
            String name = BINDING.contract().inputFields().get(i).name();
            JsonNode sent = tree.path(name);
            assertThat(features.missing(row, i)).as(name).isEqualTo(sent.isNull() || sent.isMissingNode());
            if (features.missing(row, i)) {
                continue;
            }
            switch (name) {
                case "age" ->
                    assertThat(BigDecimal.valueOf(features.slot(row, i))).isEqualByComparingTo(sent.decimalValue());
                case "income" ->
                    assertThat(features.number(row, i))
                            .isEqualTo(Double.parseDouble(sent.decimalValue().toString()));
                case "employed" -> assertThat(features.slot(row, i) == 1).isEqualTo(sent.booleanValue());
                case "housing" ->
                    assertThat(WORDS.get((int) features.slot(row, i))).isEqualTo(sent.stringValue());
                case "purpose" ->
                    assertThat(features.text(features.slot(row, i))).isEqualTo(sent.stringValue());
                default ->
                    assertThat(LocalDate.ofEpochDay(features.slot(row, i))).hasToString(sent.stringValue());
            }
        }
    }

    private static String row(Random random) {
        var members = new ArrayList<String>();
        maybe(random, members, "age", integer(random));
        maybe(random, members, "income", number(random));
        maybe(random, members, "employed", Boolean.toString(random.nextBoolean()));
        maybe(random, members, "housing", "\"" + WORDS.get(random.nextInt(3)) + "\"");
        maybe(random, members, "purpose", text(random));
        maybe(random, members, "since", "\"" + LocalDate.ofEpochDay(random.nextInt(60_000) - 30_000) + "\"");
        Collections.shuffle(members, random);
        return "{" + space(random) + String.join(space(random) + "," + space(random), members) + space(random) + "}";
    }

    private static void maybe(Random random, List<String> members, String name, String value) {
        int choice = random.nextInt(8);
        if (choice > 0) {
            members.add("\"" + name + "\":" + space(random) + (choice == 1 ? "null" : value));
        }
    }

    private static String integer(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> random.nextInt(1000) + ".0";
            case 2 -> random.nextInt(1000) + "e" + random.nextInt(15);
            default -> Integer.toString(random.nextInt(200) - 100);
        };
    }

    private static String number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(Math.abs(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300)));
            case 1 ->
                BigDecimal.valueOf(random.nextLong(), 1 + random.nextInt(40)).toString();
            case 2 -> random.nextInt(1000) + "." + random.nextInt(1_000_000);
            case 3 -> random.nextInt(1000) + "E-" + random.nextInt(330);
            default -> Integer.toString(random.nextInt());
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder("\"");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "\\u%04x".formatted(1 + random.nextInt(0xD000));
                        case 1 -> "\\n\\\"\\\\\\/\\t";
                        case 2 -> Character.toString(0x20AC);
                        case 3 -> Character.toString(0xE4 + random.nextInt(20));
                        default -> Character.toString('a' + random.nextInt(26));
                    });
        }
        return text.append('"').toString();
    }

    private static String space(Random random) {
        return random.nextInt(6) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    private static byte[] damage(byte[] body, Random random) {
        byte[] damaged = body.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) "\"\\{}[],:0123456789.eE+-nulltrue ".charAt(random.nextInt(32));
                case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                case 3 -> damaged = spliced(damaged, at, at, damaged);
                case 4 ->
                    damaged = spliced(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(4)), new byte[0]);
                default -> {
                    int from = random.nextInt(damaged.length);
                    int to = Math.min(damaged.length, from + random.nextInt(12));
                    damaged = spliced(damaged, at, at, Arrays.copyOfRange(damaged, from, to));
                }
            }
            if (damaged.length == 0) {
                return damaged;
            }
        }
        return damaged;
    }

    /** The bytes with those from one place to another replaced by others. */
    private static byte[] spliced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
