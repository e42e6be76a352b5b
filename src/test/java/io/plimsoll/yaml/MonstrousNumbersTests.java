package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.yaml.ContractReader.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that no arithmetic holds, wherever a contract has a number: a problem, never an exception. */
class MonstrousNumbersTests {

    private static final List<String> MONSTERS = List.of(
            "1e99999999999",
            "-1e99999999999",
            "1E+2147483648",
            "0.5e99999999999999999999999999",
            "1".repeat(400),
            "1e" + "9".repeat(62));

    static Stream<String> contracts() {
        Stream<String> fields = Stream.of(
                        "type: integer, min: %s",
                        "type: integer, max: %s",
                        "type: integer, default: %s",
                        "type: integer, example: %s",
                        "type: number, missing: %s",
                        "type: number, max: %s",
                        "type: category, values: {own: %s}",
                        "type: category, values: [own], on_unknown: %s",
                        "type: string, min_length: %s",
                        "type: string, max_length: %s",
                        "type: date, min: %s",
                        "type: date, max: +%s-01-01",
                        "type: date, unit: days since +%s-01-01")
                .map(Contracts::withField);
        Stream<String> outputs = Stream.of("decimals: %s", "top: %s", "labels: {%s: a}")
                .map(keys -> withOutputs("result:\n  - {name: score, from: score, " + keys + "}\n"));
        Stream<String> others = Stream.of(
                        "limits: {max_rows: %s}",
                        "limits: {timeout: %sms}",
                        "limits: {rate: %s/s}",
                        "limits: {max_body: %sMiB}",
                        "runtime: {threads: %s}")
                .map(line -> withField("type: number") + line + "\n");
        List<String> all =
                Stream.of(fields, outputs, others).flatMap(each -> each).toList();
        return all.stream().flatMap(contract -> MONSTERS.stream().map(monster -> contract.replace("%s", monster)));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void areProblems(String contract) {
        assertThat(Contracts.read(contract)).isInstanceOf(Reading.Refused.class);
    }
}
