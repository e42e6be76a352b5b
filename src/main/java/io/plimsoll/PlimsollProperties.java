package io.plimsoll;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets.
 *
 * @param repository the folder that holds the models
 * @param defaultModel the model of calls that name none; without it the only model at start is the default
 * @param models names of the models to serve, or prefixes that end in *; empty means all of the repository
 * @param required models that must answer before the service is ready
 */
@ConfigurationProperties("plimsoll")
record PlimsollProperties(
        @DefaultValue("models") String repository,
        @Nullable String defaultModel,
        @DefaultValue List<String> models,
        @DefaultValue Set<String> required) {}
