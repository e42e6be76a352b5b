package io.plimsoll.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * The limits that an operator has laid down.
 *
 * @param defaults for all models
 * @param models by name, before the defaults
 */
public record OperatorLimits(LimitsOverride defaults, Map<String, LimitsOverride> models) {

    /** Nothing is laid down. */
    public static final OperatorLimits NONE = new OperatorLimits(LimitsOverride.NONE, Map.of());

    public OperatorLimits {
        var resolved = new HashMap<String, LimitsOverride>();
        for (Map.Entry<String, LimitsOverride> model : models.entrySet()) {
            resolved.put(model.getKey(), model.getValue().orElse(defaults));
        }
        models = Map.copyOf(resolved);
    }

    /** What is laid down for a model. */
    public LimitsOverride of(String model) {
        return models.getOrDefault(model, defaults);
    }
}
