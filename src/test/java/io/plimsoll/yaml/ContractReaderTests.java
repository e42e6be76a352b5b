package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.accepted;
import static io.plimsoll.yaml.Contracts.contract;
import static io.plimsoll.yaml.Contracts.problem;
import static io.plimsoll.yaml.Contracts.problems;
import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Problem;
import io.plimsoll.contract.Request;
import io.plimsoll.yaml.ContractReader.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a contract around its fields and results, and how errors are told. */
class ContractReaderTests {

    private static final String FULL = """
            # yaml-language-server: $schema=contract.schema.json
            contract: 1
            model: credit-risk
            version: "3"
            title: Probability that a loan defaults within 12 months
            owner: {team: risk-models, contact: risk-models@example.com}
            provenance: {git: 4f2c1aa, data: loans-2026-09}
            graph: model.onnx
            request:
              id: application_id
              routing_key: customer_id
              context:
                - {name: application_id, type: string, max_length: 64}
                - {name: customer_id, type: string, max_length: 64, required: true}
            inputs:
              - {name: purpose, type: string, max_length: 200, sensitive: true, example: "a used car", tensor: purpose}
              - tensor: features
                each: {type: number, min: 0, missing: nan}
                columns:
                  - {name: age, type: integer, unit: years, min: 18, max: 100, example: 42}
                  - {name: income, type: number, unit: EUR/year, min: 0, default: 30000}
                  - calls_last_month
                  - {name: employed, type: boolean, missing: nan}
                  - {name: housing, type: category, values: [own, rent, free], one_hot: true}
                  - {name: region, type: category, values: {north: 4, south: 7}, on_unknown: 0}
            outputs:
              outcome: decision
              result:
                - {name: default_probability, from: "probabilities[1]", type: number, decimals: 4}
                - {name: decision, from: "probabilities[1]", bands: [{below: 0.25, label: approve}, {label: decline}]}
              confidence: {from: probabilities, reduce: max}
              explanation:
                contributions: {from: contributions, unit: log-odds}
            limits: {timeout: 500ms, rate: 100/s, max_rows: 128, max_body: 2MiB, p95: 50ms}
            runtime: {threads: 2}
            samples: {file: rows.jsonl, absolute_tolerance: 1.0e-4, relative_tolerance: 0}
            """;

    @Test
    void everythingThatAPersonWroteIsInTheContract() {
        Contract contract = contract(FULL);

        assertThat(contract.id()).isEqualTo(new ModelVersion("credit-risk", "3"));
        assertThat(contract.title()).isEqualTo("Probability that a loan defaults within 12 months");
        assertThat(contract.owner()).isEqualTo(new Contract.Owner("risk-models", "risk-models@example.com"));
        assertThat(contract.provenance()).isEqualTo(Map.of("git", "4f2c1aa", "data", "loans-2026-09"));
        assertThat(contract.graph()).isEqualTo("model.onnx");
        assertThat(contract.limits())
                .isEqualTo(new Limits(Duration.ofMillis(500), 100, 128, 2 << 20, Duration.ofMillis(50)));
        assertThat(contract.threads()).isEqualTo(2);
        assertThat(contract.samples()).isEqualTo(new Contract.Samples("rows.jsonl", 1e-4, 0));
        assertThat(contract.synthesised()).isFalse();
        assertThat(contract.request().id()).isEqualTo("application_id");
        assertThat(contract.request().routingKey()).isEqualTo("customer_id");
        assertThat(contract.request().context())
                .extracting(Field::absence)
                .containsExactly(new Absence.Optional(), new Absence.Required());
    }

    @Test
    void aGroupIsFilledFromLeftToRightAndAOneHotCategoryTakesAColumnAValue() {
        assertThat(contract(FULL).inputs())
                .extracting(input -> input.field().name() + " " + input.target())
                .containsExactly(
                        "purpose " + new Target.Named("purpose"),
                        "age " + new Target.Grouped("features", 0),
                        "income " + new Target.Grouped("features", 1),
                        "calls_last_month " + new Target.Grouped("features", 2),
                        "employed " + new Target.Grouped("features", 3),
                        "housing " + new Target.Grouped("features", 4),
                        "region " + new Target.Grouped("features", 7));
    }

    @Test
    void aBareNameMeansWhatEachSays() {
        Field field = contract(FULL).inputs().get(3).field();

        assertThat(field.type()).isEqualTo(new NumberType(0.0, null));
        assertThat(field.absence()).isEqualTo(new Absence.Missing(new Absence.Filler.Nan()));
    }

    @Test
    void whatIsLeftOutHasTheFormatsDefaults() {
        Contract contract = contract(withField("type: number"));

        assertThat(contract.graph()).isEqualTo("model.onnx");
        assertThat(contract.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(contract.samples()).isNull();
        assertThat(contract.threads()).isEqualTo(1);
        assertThat(contract.request()).isEqualTo(Request.NONE);
        assertThat(contract.owner()).isNull();
    }

    @Test
    void allProblemsAreToldAtOnceEachWithLineAndColumnInTheOrderOfTheText() {
        assertThat(problems("""
                contract: 2
                model: Loans
                version: 3
                titel: Loans
                inputs:
                  - {name: age, typ: integer, tensor: age}
                  - {name: income, type: nummber, tensor: income}
                outputs:
                  result:
                    - {name: score, from: score, decimals: many}
                limits: {timeout: 1m}
                """))
                .containsExactly(
                        "1:1 contract: found format 2, but this release reads format 1 only",
                        "2:8 model: found Loans, expected lower-case letters, digits and hyphens, at most 63",
                        "3:10 version: 3 may be read as a number; quote it: \"3\"",
                        "4:1 unknown key titel in the contract; did you mean title?",
                        "6:5 an input field needs the key type",
                        "6:17 unknown key typ in an input field; did you mean type?",
                        "7:20 type: found nummber, expected one of integer, number, decimal, boolean, category, string,"
                                + " date, datetime, vector, list; did you mean number?",
                        "10:44 decimals: found many, expected a whole number",
                        "11:19 timeout: found 1m, expected a duration such as 500ms or 2s");
    }

    @Test
    void aKeyAtTheWrongPlaceIsToldWhereItBelongs() {
        assertThat(problem(withField("type: number, decimals: 2")))
                .isEqualTo("unknown key decimals in an input field; it belongs in a result");
    }

    @Test
    void aKeyThatIsNearToNothingIsToldWhatIsKnown() {
        assertThat(problem(withField("type: number") + "runtime: {parallelism: 2}\n"))
                .isEqualTo("unknown key parallelism in runtime; known are threads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "model", "version", "inputs", "outputs"})
    void aContractNeedsItsFewKeys(String key) {
        String text = withField("type: number").replaceFirst("(?m)^" + key + ":", "title:");

        assertThat(problems(text)).contains("1:1 the contract needs the key " + key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timeout: 49ms     | timeout: found 49ms, expected 50ms to 10s
            timeout: 11s      | timeout: found 11s, expected 50ms to 10s
            timeout: 500      | timeout: found 500, expected a duration such as 500ms or 2s
            p95: 0ms          | p95: found 0ms, expected 1ms to 10s
            rate: 100         | rate: found 100, expected requests a second such as 100/s
            rate: 0/s         | rate: found 0/s, expected above 0/s and at most 1000000/s
            max_rows: 0       | max_rows: found 0, expected a whole number from 1 to 65536
            max_rows: 65537   | max_rows: found 65537, expected a whole number from 1 to 65536
            max_rows: "5"     | max_rows: found "5", expected a whole number
            max_body: 1MB     | max_body: found 1MB, expected a size such as 512KiB or 1MiB
            max_body: 65MiB   | max_body: found 65MiB, expected 1B to 64MiB
            """)
    void aLimitOutsideItsRangeIsRefused(String limit, String problem) {
        assertThat(problem(withField("type: number") + "limits: {" + limit + "}\n"))
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            graph: ../model.onnx                     | graph: found ../model.onnx, expected the name of a file in the package
            graph: /etc/passwd                       | graph: found /etc/passwd, expected the name of a file in the package
            samples: {file: .samples}                | file: found .samples, expected the name of a file in the package
            samples: {absolute_tolerance: -1}        | absolute_tolerance: found -1, expected a number from 0 to 1
            runtime: {threads: 65}                   | threads: found 65, expected a whole number from 1 to 64
            owner: risk-models                       | owner: found risk-models, expected the keys team, contact
            provenance: {git: 1234567}               | git: 1234567 may be read as a number; quote it: "1234567"
            constants: 1.5                           | constants: found 1.5, expected graph inputs and their values
            """)
    void theRestOfTheContractIsReadAsStrictly(String key, String problem) {
        assertThat(problem(withField("type: number") + key + "\n")).isEqualTo(problem);
    }

    @Test
    void fieldNamesDifferOverInputsAndContext() {
        assertThat(problems(withInputs("""
                - {name: age, type: number, tensor: a}
                - {name: Age, type: number, tensor: b}
                - {name: age, type: number, tensor: c}
                - {name: größe, type: number, tensor: d}
                """) + "request: {context: [{name: age, type: string}]}\n"))
                .containsExactly(
                        "6:6 Age differs only in case from age at model.yaml:5:6",
                        "7:6 a second field age; the first is at model.yaml:5:6",
                        "8:6 name: found größe, expected ASCII letters, digits and _, at most 64",
                        "12:22 a second field age; the first is at model.yaml:5:6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x1", "f0", "input_3", "x", "feature12", "features_0", "col_1"})
    void aNameThatMeansNothingIsWarnedOf(String name) {
        Reading.Accepted accepted = accepted(withInputs("- {name: " + name + ", type: number, tensor: age}"));

        assertThat(accepted.warnings())
                .extracting(Problem::toString)
                .containsExactly("model.yaml:5:6: the name " + name + " means nothing to a business");
    }

    @Test
    void aNameThatMeansSomethingIsNot() {
        assertThat(accepted(FULL).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {id: age}                                                              | id: age is fed to the graph, which a request's id never is; name a context field
            {id: loan_di, context: [{name: loan_id, type: integer}]}               | id: no context field is named loan_di; did you mean loan_id?
            {id: loan_id, context: [{name: loan_id, type: integer, sensitive: true}]} | id: loan_id is sensitive, but a request's id is answered and logged
            {id: loan_id, context: [{name: loan_id, type: string}]}                | id: loan_id is of type string, expected integer, or string with max_length up to 64
            {id: loan_id, context: [{name: loan_id, type: boolean}]}               | id: loan_id is of type boolean, expected integer, or string with max_length up to 64
            {routing_key: customer}                                                | routing_key: no field is named customer
            {routing_key: age}                                                     | routing_key: age is of type number, expected integer, string or category
            {context: [{name: loan_id, type: integer, tensor: loan_id}]}           | unknown key tensor in a context field; it belongs in an input field or a group of columns or a field of a record
            {context: [{name: loan_id, type: integer, default: 1}]}                | unknown key default in a context field; it belongs in an input field or each or a column of a group
            """)
    void aRequestIdAndARoutingKeyAreWhatTheyCanBe(String request, String problem) {
        assertThat(problem(withField("type: number") + "request: " + request + "\n"))
                .isEqualTo(problem);
    }

    @Test
    void aFieldThatHasAProblemOfItsOwnIsNotMissedAsWell() {
        assertThat(problems(withField("type: nothing")
                        + "request: {id: loan_id, routing_key: age, context: [{name: loan_id, type: nothing}]}\n"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("type: found nothing"));
    }

    @Test
    void whatEachSaysIsReadEvenIfNoColumnIsABareName() {
        assertThat(problem(withInputs("- {tensor: m, each: {type: nothing}, columns: [{name: age, type: integer}]}")))
                .startsWith("type: found nothing");
    }

    @Test
    void aRoutingKeyMayBeAnInput() {
        assertThat(contract(withField("type: integer") + "request: {routing_key: age}\n")
                        .request()
                        .routingKey())
                .isEqualTo("age");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        Reading reading = ContractReader.read("model.yaml", "title: größe".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reading)
                .isEqualTo(new Reading.Refused(
                        List.of(new Problem(new Problem.Position("model.yaml", 1, 1), "the file is not UTF-8"))));
    }

    @Test
    void aGroupNeedsColumnsAndABareNameNeedsEach() {
        assertThat(problems(withInputs("""
                - {tensor: features, columns: []}
                - {tensor: others, columns: [age]}
                - {each: {type: number}}
                """)))
                .containsExactly(
                        "5:24 columns: found none, expected at least one",
                        "6:32 age: a bare name needs the group's key each, which says its type",
                        "7:5 a group of columns needs the key tensor",
                        "7:5 a group of columns needs the key columns");
    }

    @Test
    void aColumnOfAGroupHasNoTensorOfItsOwn() {
        assertThat(problem(withInputs("- {tensor: features, columns: [{name: age, type: number, tensor: age}]}")))
                .isEqualTo(
                        "unknown key tensor in a column of a group; it belongs in an input field or a group of columns or a"
                                + " field of a record");
    }

    @Test
    void aResultNeedsANameAndASource() {
        assertThat(problems(withOutputs("result: [{type: number}]")))
                .containsExactly("7:12 a result needs the key name", "7:12 a result needs the key from");
    }
}
