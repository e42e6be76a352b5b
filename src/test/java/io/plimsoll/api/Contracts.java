package io.plimsoll.api;

import com.google.re2j.Pattern;
import io.plimsoll.contract.Absence;
import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.Dimension;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Epoch;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.Vocabulary;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contracts made by hand, with a field of each type and a result of each form between them. */
final class Contracts {

    private Contracts() {}

    /** A lender's model: every type of field, results in bands, confidence and contributions. */
    static Contract loans() {
        return contract(
                new ModelVersion("loans", "3"),
                "Probability that a loan is not repaid",
                new Request(
                        "application_id",
                        "customer_id",
                        List.of(
                                context("application_id", new Absence.Optional(), new Scalar.Text("A-1017")),
                                context("customer_id", new Absence.Required(), null))),
                List.of(
                        field(
                                "age",
                                new IntegerType(18L, 100L, List.of()),
                                new Absence.Required(),
                                "Age of the applicant",
                                "years",
                                new Scalar.Whole(42),
                                true),
                        field(
                                "income",
                                new NumberType(0.0, null),
                                new Absence.Default(new Scalar.Real(30000.5)),
                                null,
                                "EUR/year",
                                null,
                                false),
                        plain("employed", new BooleanType(), new Absence.Missing(new Absence.Filler.Nan())),
                        plain("housing", category(List.of("own", "rent", "free"), new OnUnknown.Reject())),
                        plain("region", category(List.of("north", "south"), new OnUnknown.Code(0))),
                        plain("purpose", new TextType(1, 200, Pattern.compile("[a-z ]+"))),
                        plain(
                                "since",
                                new DateType(LocalDate.of(2000, 1, 1), LocalDate.of(2030, 12, 31), Epoch.UNIX_DAYS))),
                new Results(
                        List.of(
                                result("default_probability", new Results.Form.Number(4)),
                                result(
                                        "decision",
                                        new Results.Form.Bands(List.of(
                                                new Results.Band(0.25, "approve"), new Results.Band(null, "decline")))),
                                result("outcome", new Results.Form.Label(Map.of(0L, "repaid", 1L, "defaulted"))),
                                result("best", new Results.Form.Top(List.of("a", "b", "c"), 2, null, null)),
                                result("first", new Results.Form.Top(List.of("a", "b", "c"), 1, null, null)),
                                result("scores", new Results.Form.Scores(null)),
                                result("vector", new Results.Form.Vector(2)),
                                result("count", new Results.Form.Whole()),
                                result("flag", new Results.Form.Flag()),
                                result("note", new Results.Form.Text())),
                        new Results.Confidence("probabilities", Results.Confidence.Reduce.MAX),
                        null,
                        new Results.Contributions("contributions", "log-odds"),
                        null),
                Contract.Origin.WRITTEN);
    }

    /** What is made of a graph that came alone: whole tensors in, nested lists out. */
    static Contract bare() {
        return contract(
                new ModelVersion("a-bare-graph", "1"),
                null,
                Request.NONE,
                List.of(plain(
                        "x",
                        new TensorType(
                                ElementType.FLOAT, List.of(Dimension.OPEN, new Dimension(2), new Dimension(3))))),
                new Results(List.of(result("y", new Results.Form.Nested())), null, null, null, null),
                Contract.Origin.SYNTHESISED);
    }

    /** A model with this one field. */
    static Contract withField(Field field) {
        return contract(
                new ModelVersion("one-field", "1"),
                null,
                Request.NONE,
                List.of(field),
                new Results(List.of(result("y", new Results.Form.Number(null))), null, null, null, null),
                Contract.Origin.WRITTEN);
    }

    /** A model with these fields and results. */
    static Contract answering(List<Field> fields, Results results) {
        return contract(
                new ModelVersion("answering", "1"), null, Request.NONE, fields, results, Contract.Origin.WRITTEN);
    }

    private static Contract contract(
            ModelVersion id,
            @Nullable String title,
            Request request,
            List<Field> fields,
            Results results,
            Contract.Origin origin) {
        return new Contract(
                id,
                title,
                new Contract.Owner("risk-models", "risk-models@example.com"),
                Map.of("data", "loans-2026-09"),
                "model.onnx",
                request,
                fields.stream().map(Baskets::input).toList(),
                List.of(),
                results,
                Limits.DEFAULT,
                1,
                null,
                origin);
    }

    private static FieldType category(List<String> words, OnUnknown onUnknown) {
        return new CategoryType(Vocabulary.ofWords(words), onUnknown, false, null);
    }

    private static Field context(String name, Absence absence, @Nullable Scalar example) {
        return field(name, new TextType(0, 64, null), absence, null, null, example, false);
    }

    private static Field plain(String name, FieldType type) {
        return plain(name, type, new Absence.Required());
    }

    private static Field plain(String name, FieldType type, Absence absence) {
        return field(name, type, absence, null, null, null, false);
    }

    static Field field(
            String name,
            FieldType type,
            Absence absence,
            @Nullable String title,
            @Nullable String unit,
            @Nullable Scalar example,
            boolean sensitive) {
        return new Field(name, type, absence, title, unit, example, sensitive, null);
    }

    private static Results.Result result(String name, Results.Form form) {
        return new Results.Result(name, name, form, null, null);
    }
}
