package io.plimsoll.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.yaml.ContractReader.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Contracts for tests, written as people write them. */
public final class Contracts {

    public static final String HEAD = """
            contract: 1
            model: loans
            version: "1"
            """;

    public static final String OUTPUTS = """
            outputs:
              result:
                - {name: score, from: score}
            """;

    private Contracts() {}

    /** A whole contract around the items of {@code inputs}. */
    public static String withInputs(String items) {
        return HEAD + "inputs:\n" + items.indent(2) + OUTPUTS;
    }

    /** A whole contract around one input field; {@code keys} go into its braces. */
    public static String withField(String keys) {
        return withInputs("- {name: age, tensor: age, " + keys + "}");
    }

    /** A whole contract around the keys of {@code outputs}. */
    public static String withOutputs(String keys) {
        return HEAD + "inputs:\n  - {name: age, type: number, tensor: age}\noutputs:\n" + keys.indent(2);
    }

    public static Reading.Accepted accepted(String text) {
        Reading reading = read(text);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return (Reading.Accepted) reading;
    }

    public static Contract contract(String text) {
        return accepted(text).contract();
    }

    /** The field of a contract made by {@link #withField}. */
    public static Field field(String keys) {
        return contract(withField(keys)).inputs().getFirst().field();
    }

    /** The problems of a text that is refused, each as "line:column text". */
    public static List<String> problems(String text) {
        Reading reading = read(text);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading)
                .problems().stream()
                        .map(problem ->
                                problem.where().line() + ":" + problem.where().column() + " " + problem.text())
                        .toList();
    }

    /** The only problem of a text that is refused, without its position. */
    public static String problem(String text) {
        List<String> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.getFirst().substring(problems.getFirst().indexOf(' ') + 1);
    }

    public static Reading read(String text) {
        return read(text, PackageTexts.NONE);
    }

    /** A contract on the disk, with the files beside it. */
    public static Reading read(Path contract) throws IOException {
        return ContractReader.read(contract.toString(), Files.readAllBytes(contract), (file, mostBytes) -> {
            try {
                return Files.readAllBytes(contract.resolveSibling(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A contract with the files beside it. */
    public static Reading read(String text, PackageTexts files) {
        return ContractReader.read("model.yaml", text.getBytes(StandardCharsets.UTF_8), files);
    }
}
