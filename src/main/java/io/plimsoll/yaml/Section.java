package io.plimsoll.yaml;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The places where keys stand, in a contract and, from {@link #OPERATOR_LIMITS} on, in the files of operators, and the
 * keys that each knows.
 */
@SuppressWarnings("ImmutableEnumChecker") // The sets of keys are unmodifiable; their type cannot say so.
enum Section {
    CONTRACT(
            "the contract",
            keys("contract model version title owner provenance graph request inputs constants outputs limits runtime"
                    + " samples")),
    OWNER("owner", keys("team contact")),
    REQUEST("request", keys("id routing_key context")),
    CONTEXT_FIELD(
            "a context field", keys("name type", Section.ABOUT, "required", Section.RULES, "min_items max_items")),
    FIELD(
            "an input field",
            keys(
                    "name tensor type",
                    Section.ABOUT,
                    "required default missing reason",
                    Section.RULES,
                    Section.CATEGORY_KEYS,
                    "min_items max_items same_length_as mask lengths")),
    GROUP("a group of columns", keys("tensor each columns")),
    EACH("each", keys("type", Section.ABOUT, "required default missing", Section.RULES, Section.CATEGORY_KEYS)),
    COLUMN(
            "a column of a group",
            keys("name type", Section.ABOUT, "required default missing reason", Section.RULES, Section.CATEGORY_KEYS)),
    REASON("reason", keys("code text")),
    ITEMS("items", keys("type", Section.ABOUT, "default missing pad", Section.RULES, Section.CATEGORY_KEYS, "fields")),
    RECORD_FIELD(
            "a field of a record",
            keys(
                    "name tensor type",
                    Section.ABOUT,
                    "required default missing pad",
                    Section.RULES,
                    Section.CATEGORY_KEYS)),
    RECORD_GROUP("a group of a record", keys("tensor pad each columns")),
    CONTEXT_ITEMS("items of the context", keys("type", Section.ABOUT, Section.RULES, "fields")),
    CONTEXT_RECORD_FIELD(
            "a field of a record of the context", keys("name type", Section.ABOUT, "required", Section.RULES)),
    OUTPUTS("outputs", keys("outcome result confidence explanation")),
    RESULT("a result", keys("name from type title unit decimals per_item labels labels_from top at_least bands")),
    BAND("a band", keys("below label")),
    CONFIDENCE("confidence", keys("from reduce")),
    OUTCOME("outcome", keys("from labels labels_from hit_within")),
    HIT_WITHIN("hit_within", keys("relative absolute")),
    EXPLANATION("explanation", keys("contributions reasons")),
    CONTRIBUTIONS("contributions", keys("from unit")),
    REASONS("reasons", keys("top sign")),
    LIMITS("limits", keys("timeout rate max_rows max_body p95")),
    RUNTIME("runtime", keys("threads")),
    SAMPLES("samples", keys("file absolute_tolerance relative_tolerance")),
    OPERATOR_LIMITS("the operator's limits", keys("defaults models")),
    OVERRIDE("limits of the operator", keys("timeout rate cap max_rows max_body lanes queue callers")),
    KEY_FILE("the file of keys", keys("callers")),
    KEY("a key", keys("name sha256 role models rate"));

    /** What every value may have said about it. */
    private static final String ABOUT = "title unit example sensitive";
    /** The keys of types that say what a caller may send. */
    private static final String RULES = "min max min_length max_length pattern values values_from scale length items";
    /** What the graph gets for words, which is no business of the context. */
    private static final String CATEGORY_KEYS = "on_unknown one_hot zeros";

    private final String title;
    private final Set<String> known;

    Section(String title, Set<String> known) {
        this.title = title;
        this.known = known;
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

    /** Whether nothing here goes to the graph. */
    boolean ofContext() {
        return this == CONTEXT_FIELD || this == CONTEXT_ITEMS || this == CONTEXT_RECORD_FIELD;
    }

    /** The place of what the list or the vector holds that stands here. */
    Section items() {
        return ofContext() ? CONTEXT_ITEMS : ITEMS;
    }

    /** The places of a contract that know a key. */
    static List<Section> knowing(String key) {
        return Stream.of(values())
                .filter(each -> each.known.contains(key) && each.compareTo(OPERATOR_LIMITS) < 0)
                .toList();
    }
}
