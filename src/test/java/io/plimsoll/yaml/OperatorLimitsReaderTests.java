package io.plimsoll.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.contract.OperatorLimits;
import io.plimsoll.contract.Problem;
import io.plimsoll.yaml.OperatorLimitsReader.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorLimitsReaderTests {

    @Test
    void aModelsOwnLimitsComeBeforeTheDefaultsAndThoseBeforeTheContracts() {
        OperatorLimits limits = limits("""
                defaults: {rate: 50/s, max_rows: 8}
                models:
                  loans: {timeout: 2s, rate: 0.5/s, cap: 20/s, max_body: 64KiB, lanes: 2, queue: 0, callers: 5}
                """);

        assertThat(limits.of("loans"))
                .isEqualTo(new LimitsOverride(Duration.ofSeconds(2), 0.5, 20.0, 8, 64 << 10, 2, 0, 5));
        assertThat(limits.of("other").over(Limits.DEFAULT))
                .isEqualTo(new Limits(Duration.ofSeconds(1), 50, 8, 1 << 20, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            defaults: {rat: 5/s}                 | limits.yaml:1:12: unknown key rat in limits of the operator; did you mean rate?
            default: {rate: 5/s}                 | limits.yaml:1:1: unknown key default in the operator's limits; did you mean defaults?
            models: {loans: {timeout: 20s}}      | limits.yaml:1:18: timeout: found 20s, expected 50ms to 10s
            models: {loans: {cap: 0/s}}          | limits.yaml:1:18: cap: found 0/s, expected above 0/s and at most 1000000/s
            models: [loans]                      | limits.yaml:1:9: models: found a list, expected names of models, each with its limits
            defaults: {lanes: 0}                 | limits.yaml:1:19: lanes: found 0, expected a whole number from 1 to 1024
            """)
    void whatIsWrongIsSaidWithItsPlace(String text, String problem) {
        assertThat(OperatorLimitsReader.read("limits.yaml", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::toString)
                                .containsExactly(problem));
    }

    private static OperatorLimits limits(String text) {
        Reading reading = OperatorLimitsReader.read("limits.yaml", text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).limits();
    }
}
