package io.plimsoll.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compatibility.Change.Verdict;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.ListType.Items;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds verdicts against what types take: random types of small domains, and every value of the domain. A change must
 * break exactly if some value was taken before and is not taken after it.
 */
class CompatibilityPropertyTests {

    private static final int ROUNDS = 500;
    private static final int DOMAIN = 40;
    private static final List<String> WORDS = List.of("a", "bb", "ccc", "dddd");
    private static final List<String> TEXTS =
            List.of("", "a", "bb", "ccc", "dddd", "z", "zz", "zzz", "zzzz", "zzzzz", "zzzzzz", "zzzzzzz");

    /** Two kinds of random types whose values compare with each other. */
    private record Step(String name, Function<Random, FieldType> before, Function<Random, FieldType> after) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Step> steps() {
        Function<Random, FieldType> whole = CompatibilityPropertyTests::whole;
        Function<Random, FieldType> number = CompatibilityPropertyTests::number;
        Function<Random, FieldType> category = CompatibilityPropertyTests::category;
        Function<Random, FieldType> text = CompatibilityPropertyTests::text;
        Function<Random, FieldType> list = CompatibilityPropertyTests::list;
        return Stream.of(
                new Step("integer to integer", whole, whole),
                new Step("integer to number", whole, number),
                new Step("number to number", number, number),
                new Step("category to category", category, category),
                new Step("category to string", category, text),
                new Step("string to category", text, category),
                new Step("string to string", text, text),
                new Step("list to list", list, list));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aChangeBreaksExactlyIfAValueThatWasTakenIsRefused(Step step) {
        var random = new Random(4);
        int breaking = 0;
        for (int round = 0; round < ROUNDS; round++) {
            FieldType before = step.before.apply(random);
            FieldType after = step.after.apply(random);
            List<Field> others = List.of(field("first", whole(random)), field("last", category(random)));

            Compatibility found = Compatibility.between(contract(before, others), contract(after, others));

            assertThat(Compatibility.between(contract(after, others), contract(after, others))
                            .changes())
                    .isEmpty();
            boolean breaks = IntStream.range(0, DOMAIN).anyMatch(place -> takes(before, place) && !takes(after, place));
            assertThat(found.verdict())
                    .as("round %d: %s, then %s: %s", round, before, after, found.changes())
                    .isEqualTo(breaks ? Verdict.BREAKING : Verdict.COMPATIBLE);
            breaking += breaks ? 1 : 0;
        }
        // Both verdicts were met often enough to mean something.
        assertThat(breaking).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    /** Whether a type takes the value at a place of its domain, by the very checks that requests meet. */
    private static boolean takes(FieldType type, int place) {
        return switch (type) {
            case IntegerType whole -> place % 2 == 0 && whole.violation(place / 2 - 2) == null;
            case NumberType number -> number.violation(place / 2.0 - 2) == null;
            case CategoryType category ->
                place < TEXTS.size()
                        && (!category.closed() || category.place(TEXTS.get(place)) != CategoryType.UNKNOWN);
            case TextType text -> place < TEXTS.size() && text.violation(TEXTS.get(place)) == null;
            case ListType list -> list.violation(place) == null;
            default -> throw new IllegalArgumentException(type.spelling());
        };
    }

    private static FieldType whole(Random random) {
        Integer min = bound(random, 0);
        Integer max = bound(random, 5);
        List<Long> values = random.nextBoolean()
                ? List.of()
                : random.longs(1 + random.nextInt(8), 0, 10).distinct().boxed().toList();
        return new IntegerType(min == null ? null : min.longValue(), max == null ? null : max.longValue(), values);
    }

    private static FieldType number(Random random) {
        Integer min = bound(random, 0);
        Integer max = bound(random, 9);
        return new NumberType(min == null ? null : min / 2.0, max == null ? null : max / 2.0);
    }

    /** One of five numbers, or no bound. */
    private static @Nullable Integer bound(Random random, int from) {
        return random.nextInt(4) == 0 ? null : (Integer) (from + random.nextInt(5));
    }

    private static FieldType category(Random random) {
        var words = new ArrayList<>(
                WORDS.stream().filter(word -> random.nextInt(3) > 0).toList());
        if (words.isEmpty()) {
            words.add("a");
        }
        OnUnknown others = random.nextInt(3) == 0 ? new OnUnknown.Pass() : new OnUnknown.Reject();
        return new CategoryType(Vocabulary.ofWords(words), others, false, null);
    }

    private static FieldType text(Random random) {
        int min = Math.max(0, random.nextInt(5) - 2);
        return new TextType(
                min, random.nextBoolean() ? TextType.DEFAULT_MAX_LENGTH : min + 1 + random.nextInt(4), null);
    }

    private static FieldType list(Random random) {
        int min = random.nextInt(3);
        return new ListType(min, min + 1 + random.nextInt(3), null, new Items.Values(field("item", new BooleanType())));
    }

    private static Contract contract(FieldType type, List<Field> others) {
        List<Field> fields =
                Stream.concat(Stream.of(field("age", type)), others.stream()).toList();
        return CompatibilityCases.of(fields, Request.NONE, CompatibilityCases.results(new Form.Number(null)));
    }

    private static Field field(String name, FieldType type) {
        return Field.of(name, type, new Absence.Required());
    }
}
