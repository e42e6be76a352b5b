package io.plimsoll.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.ContractReader.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Contracts for tests, written as people write them. */
final class Contracts {

    static final String HEAD = """
            contract: 1
            model: loans
            version: "1"
            """;

    static final String OUTPUTS = """
            outputs:
              result:
                - {name: score, from: score}
            """;

    private Contracts() {}

    /** A whole contract around the items of {@code inputs}. */
    static String withInputs(String items) {
        return HEAD + "inputs:\n" + items.indent(2) + OUTPUTS;
    }

    /** A whole contract around one input field; {@code keys} go into its braces. */
    static String withField(String keys) {
        return withInputs("- {name: age, tensor: age, " + keys + "}");
    }

    /** A whole contract around the keys of {@code outputs}. */
    static String withOutputs(String keys) {
        return HEAD + "inputs:\n  - {name: age, type: number, tensor: age}\noutputs:\n" + keys.indent(2);
    }

    static Reading.Accepted accepted(String text) {
        Reading reading = read(text);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return (Reading.Accepted) reading;
    }

    static Contract contract(String text) {
        return accepted(text).contract();
    }

    /** The field of a contract made by {@link #withField}. */
    static Field field(String keys) {
        return contract(withField(keys)).inputs().getFirst().field();
    }

    /** The problems of a text that is refused, each as "line:column text". */
    static List<String> problems(String text) {
        Reading reading = read(text);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading)
                .problems().stream()
                        .map(problem ->
                                problem.where().line() + ":" + problem.where().column() + " " + problem.text())
                        .toList();
    }

    /** The only problem of a text that is refused, without its position. */
    static String problem(String text) {
        List<String> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.getFirst().substring(problems.getFirst().indexOf(' ') + 1);
    }

    static Reading read(String text) {
        return ContractReader.read("model.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
