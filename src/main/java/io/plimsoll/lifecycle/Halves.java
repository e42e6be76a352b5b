package io.plimsoll.lifecycle;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.OutputRef;
import io.plimsoll.contract.ElementType;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of an answer are float16, of which three or four digits are written.
 *
 * @param results the names of results
 */
record Halves(Set<String> results, boolean confidence, boolean contributions) {

    static final Halves NONE = new Halves(Set.of(), false, false);

    Halves {
        results = Set.copyOf(results);
    }

    static Halves of(Binding binding) {
        return new Halves(
                binding.results().stream()
                        .filter(bound -> isHalf(binding, bound.source()))
                        .map(bound -> bound.result().name())
                        .collect(Collectors.toSet()),
                isHalf(binding, binding.confidence()),
                isHalf(binding, binding.contributions()));
    }

    private static boolean isHalf(Binding binding, @Nullable OutputRef ref) {
        return ref != null && binding.elementOf(ref) == ElementType.FLOAT16;
    }
}
