package io.plimsoll.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Reason;
import io.plimsoll.contract.Results.Reasons;
import io.plimsoll.contract.Results.Reasons.Sign;
import io.plimsoll.prediction.Features;
import io.plimsoll.prediction.Outputs;
import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons for an answer: the fields that contributed most, in the contract's words. */
class ReasonsWriterTests {

    /** Fields in contract order, of which purpose has no reason. */
    private static final List<Field> FIELDS = List.of(
            field("income", new Reason("R01", "The income is low")),
            field("purpose", null),
            field("arrears", new Reason("R05", "Payments were \"late\"")),
            field("age", new Reason("R07", "The applicant is young")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSITIVE | 4 | 0.2, 9, 0.7, 0.1   | arrears income age
            POSITIVE | 2 | 0.2, 9, 0.7, 0.1   | arrears income
            POSITIVE | 4 | -0.2, 9, 0.7, -0.1 | arrears
            NEGATIVE | 4 | -0.2, -9, 0.7, -0.3 | age income
            BOTH     | 4 | -0.2, 9, 0.1, 0.3  | age income arrears
            BOTH     | 2 | 0.5, 0, -0.5, 0.5  | income arrears
            BOTH     | 4 | 0, 9, -0.0, 1e-45  | age
            POSITIVE | 4 | -1, 9, -1, -1      | ``
            """, quoteCharacter = '`')
    void theLargestContributionOfTheSignComesFirstAndNoneIsOfNothing(
            Sign sign, int top, String contributions, @Nullable String fields) {
        double[] cells = Pattern.compile(", ")
                .splitAsStream(contributions)
                .mapToDouble(Double::parseDouble)
                .toArray();

        String reasons = reasons(sign, top, new Tensor.Doubles(new long[] {1, 4}, cells));

        String named = Pattern.compile("\"field\":\"(\\w+)\"")
                .matcher(reasons)
                .results()
                .map(match -> match.group(1))
                .reduce("", (all, one) -> all.isEmpty() ? one : all + " " + one);
        assertThat(named).isEqualTo(fields);
    }

    @Test
    void aReasonIsItsFieldItsCodeAndItsText() {
        assertThat(reasons(Sign.POSITIVE, 1, new Tensor.Floats(new long[] {1, 4}, new float[] {-1, 0, 0.25f, 0})))
                .isEqualTo("[{\"field\":\"arrears\",\"code\":\"R05\",\"text\":\"Payments were \\\"late\\\"\"}]");
    }

    @Test
    void whatIsNoContributionAFieldMakesNoReason() {
        assertThat(reasons(Sign.BOTH, 4, new Tensor.Doubles(new long[] {1, 3}, new double[3])))
                .isEqualTo("answered another number of values than the contract says");
        assertThat(reasons(Sign.BOTH, 4, new Tensor.Texts(new long[] {1, 4}, new String[4])))
                .isEqualTo("answered values of another kind than the contract says");
        assertThat(reasons(Sign.BOTH, 4, new Tensor.Doubles(new long[] {1, 4}, new double[] {0, 0, Double.NaN, 0})))
                .isEqualTo("answered NaN or infinity");
    }

    private static Field field(String name, @Nullable Reason reason) {
        return new Field(name, new NumberType(null, null), new Absence.Required(), null, null, null, false, reason);
    }

    /** The JSON of the reasons, or what is wrong with the contributions. */
    private static String reasons(Sign sign, int top, Tensor contributions) {
        var bindings = new Bindings();
        FIELDS.forEach(field -> bindings.input(field, ElementType.FLOAT));
        var place = new OutputPlace(0, -1, null);
        var writer =
                ReasonsWriter.of(place, new Reasons(top, sign), bindings.build().contract());
        var out = new JsonBytes(16);
        OutputFault fault =
                writer.write(new OutputRow(new Outputs(1, List.of(contributions)), 0, new Features(4, 1), 0), out);
        return fault == null ? out.toString() : fault.toString();
    }
}
