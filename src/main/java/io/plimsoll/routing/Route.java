package io.plimsoll.routing;

import io.plimsoll.contract.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Where calls for a model go.
 *
 * @param limits what callers of this model may ask; admission looks here before any version is touched
 * @param stable the version that answers, or null while none does
 */
public record Route(String model, Limits limits, @Nullable ServedVersion stable) {}
