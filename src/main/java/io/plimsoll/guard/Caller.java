package io.plimsoll.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls.
 *
 * @param name for limits, logs and the release log; {@link #ANONYMOUS} where nobody asks for one
 * @param models names of the models it may call, or prefixes that end in {@code *}; {@link #ALL_MODELS} means all, an
 *     empty list none
 * @param ratePerSecond its own rate for each model, in place of the model's; or null
 */
public record Caller(
        String name,
        Role role,
        List<String> models,
        @Nullable Double ratePerSecond) {

    /** Every name begins like this. */
    public static final List<String> ALL_MODELS = List.of("*");

    /** Whoever reaches an open service. */
    public static final Caller ANONYMOUS = new Caller("anonymous", Role.CALLER, ALL_MODELS, null);

    /** Who may do nothing. */
    public static final Caller NOBODY = new Caller("nobody", Role.CALLER, List.of(), null);

    public Caller {
        models = List.copyOf(models);
    }

    /** What a caller may do. */
    public enum Role {
        /** Ask for predictions. */
        CALLER,
        /** Steer releases as well, and see who steered them and why. */
        OPERATOR
    }

    /** Whether it may call a model, or steer it if it steers at all. */
    public boolean mayUse(String model) {
        for (String pattern : models) {
            int stem = pattern.length() - 1;
            if (pattern.endsWith("*") ? model.regionMatches(0, pattern, 0, stem) : model.equals(pattern)) {
                return true;
            }
        }
        return false;
    }

    public boolean isOperator() {
        return role == Role.OPERATOR;
    }
}
