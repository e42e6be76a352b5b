package io.plimsoll.yaml;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places of a contract where keys stand, and the keys that each place knows. */
@SuppressWarnings("ImmutableEnumChecker") // The sets of keys are unmodifiable; their type cannot say so.
enum Section {
    CONTRACT(
            "the contract",
            keys("contract model version title owner provenance graph request inputs outputs limits runtime samples"),
            keys("constants")),
    OWNER("owner", keys("team contact")),
    REQUEST("request", keys("id routing_key context")),
    CONTEXT_FIELD(
            "a context field",
            keys("name type title unit example sensitive required min max min_length max_length pattern values"),
            keys("values_from scale")),
    FIELD("an input field", keys("name tensor", Section.INPUT_KEYS), keys(Section.LATER_KEYS)),
    GROUP("a group of columns", keys("tensor each columns"), keys("pad")),
    EACH("each", keys(Section.INPUT_KEYS), keys(Section.LATER_KEYS)),
    COLUMN("a column of a group", keys("name", Section.INPUT_KEYS), keys(Section.LATER_KEYS)),
    OUTPUTS("outputs", keys("outcome result confidence explanation")),
    RESULT(
            "a result",
            keys("name from type title unit decimals labels top at_least bands"),
            keys("per_item labels_from")),
    BAND("a band", keys("below label")),
    CONFIDENCE("confidence", keys("from reduce")),
    OUTCOME("outcome", keys("from labels hit_within"), keys("labels_from")),
    HIT_WITHIN("hit_within", keys("relative absolute")),
    EXPLANATION("explanation", keys("contributions"), keys("reasons")),
    CONTRIBUTIONS("contributions", keys("from unit")),
    LIMITS("limits", keys("timeout rate max_rows max_body p95")),
    RUNTIME("runtime", keys("threads")),
    SAMPLES("samples", keys("file absolute_tolerance relative_tolerance"));

    private static final String INPUT_KEYS = "type title unit example sensitive required default missing"
            + " min max min_length max_length pattern values on_unknown one_hot zeros";
    private static final String LATER_KEYS =
            "values_from scale length items fields min_items max_items same_length_as mask lengths pad reason";

    private final String title;
    private final Set<String> known;
    private final Set<String> later;

    Section(String title, Set<String> known) {
        this(title, known, Set.of());
    }

    Section(String title, Set<String> known, Set<String> later) {
        this.title = title;
        this.known = known;
        this.later = later;
    }

    private static Set<String> keys(String... lists) {
        return Stream.of(lists)
                .flatMap(list -> Arrays.stream(list.split(" ")))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    /** How an error names the place. */
    String title() {
        return title;
    }

    /** The keys that may stand here, in the order of the format's page. */
    Set<String> known() {
        return known;
    }

    /** Keys of the format that this release does not serve yet. */
    Set<String> later() {
        return later;
    }

    /** The other places that know a key. */
    static List<Section> knowing(String key) {
        return Stream.of(values()).filter(each -> each.known.contains(key)).toList();
    }
}
