package io.plimsoll.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.RowProblem;
import java.util.List;

/** Decodes bodies for tests, and says what they expect of it. */
final class Decoding {

    static final IntegerType ANY_INTEGER = new IntegerType(null, null, List.of());
    static final NumberType ANY_NUMBER = new NumberType(null, null);
    static final TextType ANY_TEXT = new TextType(0, 100, null);
    static final String SECRET = "s3cr3t";

    private Decoding() {}

    /** A decoder whose clock stands still, so that no deadline passes. */
    static RequestDecoder decoder(Binding binding) {
        return new RequestDecoder(binding, () -> 0);
    }

    static Features accepted(Binding binding, String body) {
        DecodedCall.Rows rows = rows(decoder(binding).decode(Calls.single(body)));
        assertThat(rows.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.problems()).isEmpty());
        assertThat(rows.features().rows()).isEqualTo(1);
        return rows.features();
    }

    /** What the slot of a number holds. */
    static double numberAt(Features features, int row, int slot) {
        return Double.longBitsToDouble(features.slot(row, slot));
    }

    static List<RowProblem> problems(Binding binding, String body) {
        DecodedCall.Rows rows = rows(decoder(binding).decode(Calls.single(body)));
        assertThat(rows.features().rows()).isZero();
        return rows.rows().getFirst().problems();
    }

    static RowProblem problem(Binding binding, String body) {
        List<RowProblem> problems = problems(binding, body);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    static DecodedCall.Rows rows(DecodedCall decoded) {
        assertThat(decoded).isInstanceOf(DecodedCall.Rows.class);
        return (DecodedCall.Rows) decoded;
    }

    static Failure failure(Binding binding, Call call) {
        DecodedCall decoded = decoder(binding).decode(call);
        assertThat(decoded).isInstanceOf(DecodedCall.Failed.class);
        return ((DecodedCall.Failed) decoded).failure();
    }

    static void malformed(Binding binding, String body) {
        assertThat(failure(binding, Calls.single(body)))
                .isInstanceOfSatisfying(
                        Failure.MalformedJson.class,
                        failure -> assertThat(failure.message())
                                .startsWith("the body ")
                                .doesNotContain(SECRET));
    }

    static Binding one(FieldType type, ElementType element) {
        return new Bindings().input("x", type, element).build();
    }

    static Binding number() {
        return one(ANY_NUMBER, ElementType.DOUBLE);
    }

    static CategoryType category(OnUnknown policy) {
        return new CategoryType(Vocabulary.ofWords(List.of("own", "rent", "free")), policy, false, null);
    }

    static Absence absent(Scalar value) {
        return new Absence.Default(value);
    }
}
