package io.plimsoll.draft;

import io.plimsoll.contract.ModelVersion;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told about a package that is to be drafted; all that is not told is guessed.
 *
 * @param data rows of CSV or JSON lines, as the training framework had them; null where there are none
 * @param delimiter what separates the values of CSV
 * @param columns graph input → the columns that fill it, from left to right
 * @param labels the labels of the classes, in the order of their codes
 * @param expected result → the columns that hold what the training framework answers; the empty name is the first
 *     result
 * @param context columns that callers send and the graph does not read
 * @param ignored columns that have nothing to do with the model
 */
public record Instructions(
        ModelVersion id,
        Path graph,
        @Nullable Path data,
        char delimiter,
        Map<String, List<String>> columns,
        List<String> labels,
        Map<String, List<String>> expected,
        List<String> context,
        List<String> ignored) {

    public Instructions {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        labels = List.copyOf(labels);
        expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
        context = List.copyOf(context);
        ignored = List.copyOf(ignored);
    }

    /** The name of a model whose graph stands in this file. */
    public static String modelName(Path graph) {
        return Names.modelName(graph.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
    }
}
