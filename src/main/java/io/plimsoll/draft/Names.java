package io.plimsoll.draft;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.ModelVersion;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes legal names out of any, and no name twice. */
final class Names {

    private static final int LONGEST_FIELD = 64;
    private static final int LONGEST_MODEL = 63;

    private final Set<String> taken = new HashSet<>();

    /** Name → the number that the next of the same name may have; counting on from it takes no time for many. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** A name for a field that no other field has, not even in other case. */
    String field(String from) {
        String legal = fieldName(from);
        String name = legal;
        while (!taken.add(name.toLowerCase(Locale.ROOT))) {
            String end = "_" + numbers.merge(legal.toLowerCase(Locale.ROOT), 2, (number, two) -> number + 1);
            name = legal.substring(0, Math.min(legal.length(), LONGEST_FIELD - end.length())) + end;
        }
        return name;
    }

    /**
     * The text as a field's name: letters lose their accents, all else but letters and digits becomes an underscore.
     */
    static String fieldName(String from) {
        if (Field.isName(from)) {
            return from;
        }
        String legal = withoutAccents(from).replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        legal = legal.substring(0, Math.min(legal.length(), LONGEST_FIELD));
        return legal.isEmpty() ? "column" : legal;
    }

    /** The text as a model's name, such as a file's name without its ending. */
    static String modelName(String from) {
        if (ModelVersion.isModelName(from)) {
            return from;
        }
        String legal = withoutAccents(from)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        legal = legal.substring(0, Math.min(legal.length(), LONGEST_MODEL));
        return legal.isEmpty() ? "model" : legal;
    }

    /** What names are compared by: graph exporters change letter case, blanks and dots, and number what they export. */
    static String key(String name) {
        return fieldName(name.replaceFirst(":\\d+$", "")).toLowerCase(Locale.ROOT);
    }

    private static String withoutAccents(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    }
}
