package io.plimsoll.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The operators that a model uses beyond its own functions, held against what ONNX Runtime 1.29 knows. */
final class Operators {

    private static final long NEWEST_IR_VERSION = 13;
    private static final Map<String, Long> NEWEST_OPSETS = Map.of("", 26L, "ai.onnx.ml", 5L);
    private static final Set<String> KNOWN_DOMAINS = Set.of(
            "",
            "ai.onnx.ml",
            "ai.onnx.preview",
            "ai.onnx.preview.training",
            "ai.onnx.training",
            "com.microsoft",
            "com.microsoft.experimental",
            "com.microsoft.nchwc",
            "com.ms.internal.nhwc");
    /** Seen in ONNX Runtime 1.29: a sequence of length 0 ends the process. An LSTM and a plain RNN bear it. */
    private static final Set<String> ABORTING_ON_EMPTY = Set.of("GRU");

    private static final int MOST_EXAMPLES = 5;

    private final Map<String, Set<String>> custom = new TreeMap<>();
    private final Set<String> functions = new HashSet<>();
    private final Set<String> abortingOnEmpty = new TreeSet<>();

    void used(String domain, String operator) {
        if (domain.isEmpty() && ABORTING_ON_EMPTY.contains(operator)) {
            abortingOnEmpty.add(operator);
        }
        if (!KNOWN_DOMAINS.contains(domain)) {
            custom.computeIfAbsent(domain, absent -> new TreeSet<>()).add(operator);
        }
    }

    /** The model brings the operator as a function of its own. */
    void defined(String domain, String function) {
        functions.add(domain + "." + function);
    }

    /** Those that end the process where a list is empty. */
    Set<String> abortingOnEmpty() {
        return abortingOnEmpty;
    }

    /** What this build cannot run, each a sentence that begins with the verb. */
    List<String> unsupported(long irVersion, Map<String, Long> opsets) {
        var unsupported = new ArrayList<String>();
        if (irVersion > NEWEST_IR_VERSION) {
            unsupported.add("is written in IR version " + irVersion + "; the newest that this build knows is "
                    + NEWEST_IR_VERSION);
        }
        NEWEST_OPSETS.forEach((domain, newest) -> {
            long version = opsets.getOrDefault(domain, 0L);
            if (version > newest) {
                unsupported.add("asks for opset " + version + " of " + spelled(domain)
                        + "; the newest that this build knows is " + newest);
            }
        });
        custom.forEach((domain, operators) -> {
            List<String> missing = operators.stream()
                    .filter(operator -> !functions.contains(domain + "." + operator))
                    .toList();
            if (!missing.isEmpty()) {
                unsupported.add("needs custom operators of the domain " + domain + ": " + examples(missing));
            }
        });
        return unsupported;
    }

    /** The standard domain has no name inside a file. */
    static String spelled(String domain) {
        return domain.isEmpty() ? "ai.onnx" : domain;
    }

    private static String examples(List<String> operators) {
        String shown = String.join(", ", operators.subList(0, Math.min(MOST_EXAMPLES, operators.size())));
        int more = operators.size() - MOST_EXAMPLES;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
