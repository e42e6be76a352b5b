package io.plimsoll;

import io.plimsoll.contract.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The {@code plimsoll.*} properties that exist: a typing error must stop the start, not leave a default in force.
 * Environment variables are let be, since a cluster injects some of that prefix on its own.
 */
final class KnownProperties {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("plimsoll");

    private final Set<String> names;

    KnownProperties(Set<String> names) {
        this.names = new TreeSet<>(names);
    }

    /** The components of the record that the properties are bound to, and of the records in it. */
    static KnownProperties of(Class<? extends Record> properties) {
        return new KnownProperties(names(PREFIX, properties).collect(Collectors.toSet()));
    }

    private static Stream<String> names(ConfigurationPropertyName prefix, Class<?> properties) {
        return Arrays.stream(properties.getRecordComponents()).flatMap(component -> {
            ConfigurationPropertyName name = prefix.append(DataObjectPropertyName.toDashedForm(component.getName()));
            return component.getType().isRecord() ? names(name, component.getType()) : Stream.of(name.toString());
        });
    }

    /**
     * Refuses an environment that sets a property which does not exist.
     *
     * @throws UnknownPropertyException naming each, with the nearest that exists
     */
    void check(Environment environment) {
        var problems = new ArrayList<String>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                iterable.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !known(name))
                        .forEach(name -> problems.add(problem(name.toString())));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnknownPropertyException(problems);
        }
    }

    private boolean known(ConfigurationPropertyName name) {
        return names.stream()
                .map(ConfigurationPropertyName::of)
                .anyMatch(known -> known.equals(name) || known.isAncestorOf(name));
    }

    private String problem(String name) {
        String nearest = NearestName.among(names, name);
        return name + " is not a property of Plimsoll"
                + (nearest == null ? "; there are " + String.join(", ", names) : "; did you mean " + nearest + "?");
    }

    /** Properties that do not exist were set. */
    static final class UnknownPropertyException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnknownPropertyException(List<String> problems) {
            super(String.join("\n", problems));
        }
    }

    /** Says it without a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnknownPropertyException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnknownPropertyException cause) {
            @Nullable String message = cause.getMessage();
            return new FailureAnalysis(
                    message == null ? "" : message, "Correct the name, or leave the property out.", cause);
        }
    }
}
