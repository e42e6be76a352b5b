package io.plimsoll.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process serves.
 *
 * @param defaultModel the model of calls that name none; null: the only model at start, if there is one only
 * @param models names, or prefixes that end in {@code *}; empty means all
 * @param required names that must be served before the process is ready
 * @param loaders how many versions are verified and loaded at once
 * @param drain how long closing waits for runs that are still inside
 */
public record FleetSettings(
        @Nullable String defaultModel, List<String> models, Set<String> required, int loaders, Duration drain) {

    public FleetSettings {
        models = List.copyOf(models);
        required = Set.copyOf(required);
        if (loaders < 1) {
            throw new IllegalArgumentException("at least one loader");
        }
    }

    boolean serves(String model) {
        return models.isEmpty()
                || models.stream()
                        .anyMatch(pattern -> pattern.endsWith("*")
                                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                                : model.equals(pattern));
    }
}
