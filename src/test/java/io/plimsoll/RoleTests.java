package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.PlimsollProperties.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

class RoleTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PlimsollProperties.class)
    static class Bound {}

    @ParameterizedTest
    @CsvSource({"serve, SERVE", "control, CONTROL", "all, ALL"})
    void aRoleIsGivenByItsWord(String word, Role role) {
        runner.withPropertyValues("plimsoll.role=" + word)
                .run(context -> assertThat(
                                context.getBean(PlimsollProperties.class).role())
                        .isEqualTo(role));
    }

    @Test
    void withoutAWordAProcessDoesAll() {
        runner.run(context ->
                assertThat(context.getBean(PlimsollProperties.class).role()).isEqualTo(Role.ALL));
    }

    @Test
    void aWordThatIsNoRoleStopsTheStartAndNamesThoseThatAre() {
        runner.withPropertyValues("plimsoll.role=steer").run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("plimsoll.role", "steer");
            assertThat(analysis.getAction()).contains("ALL", "CONTROL", "SERVE");
        });
    }

    private static FailureAnalysis analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, e) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow();
    }
}
