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
 * @param keepPrevious how long a version that left service stays in memory
 * @param loads whether what is assigned is loaded, and not only known
 * @param startupBudget how long readiness waits for a model that neither answers nor has failed
 */
public record FleetSettings(
        @Nullable String defaultModel,
        List<String> models,
        Set<String> required,
        int loaders,
        Duration drain,
        Duration keepPrevious,
        boolean loads,
        Duration startupBudget) {

    public FleetSettings {
        models = List.copyOf(models);
        required = Set.copyOf(required);
        if (loaders < 1) {
            throw new IllegalArgumentException("at least one loader");
        }
    }

    /** All models, two at a time; a version is kept for an hour, a model waited for five minutes. */
    public static FleetSettings of(@Nullable String defaultModel, List<String> models, Set<String> required) {
        // Loading is mostly one thread's work, and the callers of versions that serve already need the other CPUs.
        int loaders = 2;
        // More than an engine waits for its own runs, so that the process never leaves while one is still draining.
        var drain = Duration.ofSeconds(15);
        return new FleetSettings(
                defaultModel, models, required, loaders, drain, Duration.ofHours(1), true, Duration.ofMinutes(5));
    }

    /** The same with other times. */
    public FleetSettings with(Duration previous, Duration budget) {
        return new FleetSettings(defaultModel, models, required, loaders, drain, previous, loads, budget);
    }

    /** The same for a process that loads nothing, and is ready without. */
    public FleetSettings withoutLoading() {
        return new FleetSettings(defaultModel, models, required, loaders, drain, keepPrevious, false, startupBudget);
    }

    /** Whether a model is one of those that the process serves. */
    public boolean serves(String model) {
        return models.isEmpty()
                || models.stream()
                        .anyMatch(pattern -> pattern.endsWith("*")
                                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                                : model.equals(pattern));
    }
}
