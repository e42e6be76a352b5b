package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.KnownProperties.UnknownPropertyException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KnownPropertiesTests {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void takesEveryPropertyThatExistsInEverySpelling() {
        set(Map.of(
                "plimsoll.repository", "x",
                "plimsoll.defaultModel", "x",
                "plimsoll.models[0]", "x",
                "plimsoll.required", "x",
                "plimsoll.cache.max-bytes", "x",
                "plimsoll.s3.pathStyle", "x"));
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void refusesAPropertyThatDoesNotExistAndNamesTheNearest() {
        set(Map.of("plimsoll.repositry", "x"));
        assertThatThrownBy(this::check)
                .isInstanceOf(UnknownPropertyException.class)
                .hasMessage("plimsoll.repositry is not a property of Plimsoll; did you mean plimsoll.repository?");
    }

    @Test
    void refusesAPropertyThatDoesNotExistInAGroupThatDoes() {
        set(Map.of("plimsoll.cache.foldr", "x"));
        assertThatThrownBy(this::check)
                .hasMessage("plimsoll.cache.foldr is not a property of Plimsoll; did you mean plimsoll.cache.folder?");
    }

    @Test
    void listsAllWhereNoneIsNear() {
        set(Map.of("plimsoll.quux", "x"));
        assertThatThrownBy(this::check).hasMessageContaining("plimsoll.cache.folder, plimsoll.cache.max-bytes,");
    }

    @Test
    void letsEnvironmentVariablesBe() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of("PLIMSOLL_PORT", "tcp")));
        ConfigurationPropertySources.attach(environment);
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void set(Map<String, Object> properties) {
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        ConfigurationPropertySources.attach(environment);
    }

    private void check() {
        KnownProperties.of(PlimsollProperties.class).check(environment);
    }
}
