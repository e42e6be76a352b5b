package io.plimsoll.yaml;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Problem;
import io.plimsoll.yaml.ContractReader.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that explains the format: what it says of each key is what the reader does. */
class ContractPageTests {

    private static final String PAGE = page();
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final String TABLE = "| key of ";
    private static final String TRIED = "| mistake and error |";

    /** What a list of the same length may name. */
    private static final String A_LIST = "{name: item_list, type: list, tensor: ids, items: {type: integer}}";

    private static final String EXPLAINED = "inputs: [{name: age, type: integer, tensor: age,"
            + " reason: {code: R01, text: Too young}}], outputs: {result: [{name: score, from: score}], explanation: ";

    /** The head of a table of the page, and the smallest text of the place that it speaks of. */
    private enum Place {
        CONTRACT(
                "the contract",
                "contract: 1, model: loans, version: \"1\","
                        + " inputs: [{name: age, type: integer, tensor: age},"
                        + A_LIST + "],"
                        + " outputs: {result: [{name: score, from: score}]}",
                "%s"),
        OWNER("owner", "", "owner: {%s}"),
        REQUEST(
                "request",
                "context: [{name: loan_id, type: string, max_length: 64}, {name: customer_id, type: string},"
                        + " {name: visits, type: number}]",
                "request: {%s}"),
        LIMITS("limits", "", "limits: {%s}"),
        RUNTIME("runtime", "", "runtime: {%s}"),
        SAMPLES("samples", "", "samples: {%s}"),
        GROUP("a group of columns", "tensor: features, each: {type: number}, columns: [age]", "inputs: [{%s}]"),
        FIELD("an input field", "name: age, type: number, tensor: age", "inputs: [{%s}, " + A_LIST + "]"),
        TYPE("a type", "name: age, type: number, tensor: age", "inputs: [{%s}, " + A_LIST + "]"),
        REASON(
                "reason",
                "code: R01, text: Too young",
                "inputs: [{name: age, type: number, tensor: age, reason: {%s}}]"),
        ITEMS("items", "type: number", "inputs: [{name: ages, type: list, tensor: ages, items: {%s}}]"),
        RECORD(
                "items that are records",
                "type: record, fields: [{name: sku, type: integer, tensor: sku}]",
                "inputs: [{name: basket, type: list, items: {%s}}]"),
        RECORD_FIELD(
                "a field of a record",
                "name: sku, type: integer, tensor: sku",
                "inputs: [{name: basket, type: list, items: {type: record, fields: [{%s}]}}]"),
        RECORD_GROUP(
                "a group of a record",
                "tensor: numbers, each: {type: number}, columns: [price]",
                "inputs: [{name: basket, type: list, items: {type: record, fields: [{%s}]}}]"),
        OUTPUTS("outputs", "result: [{name: decision, from: code, labels: [approve, decline]}]", "outputs: {%s}"),
        RESULT("a result", "name: answer, from: scores", "outputs: {result: [{%s}]}"),
        BAND(
                "a band",
                "below: 0.5, label: low",
                "outputs: {result: [{name: risk, from: score, bands: [{%s}, {label: high}]}]}"),
        CONFIDENCE("confidence", "from: scores", "outputs: {result: [{name: score, from: score}], confidence: {%s}}"),
        OUTCOME("outcome", "from: code", "outputs: {result: [{name: score, from: score}], outcome: {%s}}"),
        HIT_WITHIN(
                "hit_within",
                "",
                "outputs: {result: [{name: score, from: score}], outcome: {from: price, hit_within: {%s}}}"),
        EXPLANATION("explanation", "contributions: {from: terms}", EXPLAINED + "{%s}}"),
        CONTRIBUTIONS("contributions", "from: terms", EXPLAINED + "{contributions: {%s}}}"),
        REASONS("reasons", "top: 2, sign: both", EXPLAINED + "{contributions: {from: terms}, reasons: {%s}}}");

        private final String title;
        private final String keys;
        private final String template;

        Place(String title, String keys, String template) {
            this.title = title;
            this.keys = keys;
            this.template = template;
        }

        /** A whole contract in which these keys stand at this place. */
        String around(String given) {
            return '{' + merged(CONTRACT.keys, template.formatted(merged(keys, given))) + '}';
        }

        static Place of(String title) {
            return Arrays.stream(values())
                    .filter(place -> place.title.equals(title))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no place for the table: key of " + title));
        }
    }

    /** A row of a table: a key, an example, a mistake and what is said of it. */
    private record Row(Place place, String key, String example, String mistake, String error) {

        @Override
        public String toString() {
            return place.title + ": " + key;
        }
    }

    static Stream<Row> rows() {
        var rows = new ArrayList<Row>();
        Place place = null;
        for (String line : PAGE.lines().toList()) {
            if (line.startsWith(TABLE) && line.endsWith(TRIED)) {
                place = Place.of(line.substring(TABLE.length(), line.indexOf(" |", TABLE.length())));
            } else if (!line.startsWith("|")) {
                place = null;
            } else if (place != null && !line.startsWith("| ---")) {
                rows.add(row(place, line));
            }
        }
        return rows.stream();
    }

    private static Row row(Place place, String line) {
        String[] cells = line.substring(1, line.length() - 1).split(" \\| ");
        assertThat(cells)
                .as(line)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(cell -> assertThat(cell).isNotBlank());
        String[] last = cells[cells.length - 1].strip().split(" → ", 2);
        assertThat(last).as(line).hasSize(2);
        return new Row(place, code(cells[0]), code(cells[cells.length - 2]), code(last[0]), last[1]);
    }

    private static String code(String cell) {
        Matcher matcher = CODE.matcher(cell);
        assertThat(matcher.find()).as(cell).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Section.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OPERATOR_LIMITS", "OVERRIDE", "KEY_FILE", "KEY"})
    void everyKeyOfEveryPlaceHasAMeaningAnExampleAndAnError(Section section) {
        assertThat(rows().map(Row::key)).containsAll(section.known());
    }

    @ParameterizedTest
    @EnumSource(
            value = Section.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OPERATOR_LIMITS", "OVERRIDE", "KEY_FILE", "KEY"})
    void everyKeyIsOnThePage(Section section) {
        assertThat(section.known()).allSatisfy(key -> assertThat(PAGE).contains("| `" + key + "` |"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theExampleOfARowIsAccepted(Row row) {
        assertThat(split(row.example())).as("the keys of the example").anyMatch(key -> key.startsWith(row.key() + ':'));
        assertThat(problems(row.place().around(row.example()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theMistakeOfARowIsToldInTheWordsOfThePage(Row row) {
        assertThat(problems(row.place().around(row.mistake()))).containsExactly(row.error());
    }

    static Stream<String> blocks() {
        return BLOCK.matcher(PAGE).results().map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockOfThePageIsAccepted(String block) {
        String text = block.contains("contract:")
                ? block
                : Contracts.HEAD
                        + block
                        + (block.contains("inputs:") ? "" : "inputs: [{name: age, type: integer, tensor: age}]\n")
                        + (block.contains("outputs:") ? "" : Contracts.OUTPUTS);

        assertThat(problems(text)).isEmpty();
    }

    private static List<String> problems(String contract) {
        return switch (Contracts.read(contract, ContractPageTests::file)) {
            case Reading.Accepted _ -> List.of();
            case Reading.Refused(List<Problem> problems) ->
                problems.stream().map(Problem::text).toList();
        };
    }

    private static byte[] file(String name, int mostBytes) {
        return name.equals("merchants.json") ? "[\"bakery\", \"cinema\"]".getBytes(StandardCharsets.UTF_8) : null;
    }

    /** The keys of the first, those of the second in their place or behind them. */
    private static String merged(String keys, String given) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.of(keys, given)
                .flatMap(each -> split(each).stream())
                .forEach(each -> all.put(each.substring(0, each.indexOf(':')), each));
        return all.values().stream().collect(joining(", "));
    }

    /** The keys with their values, apart at the commas that are in no bracket and no quotes. */
    private static List<String> split(String keys) {
        var parts = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < keys.length(); i++) {
            char c = keys.charAt(i);
            quoted ^= c == '"';
            if (!quoted) {
                depth += "[{".indexOf(c) >= 0 ? 1 : "]}".indexOf(c) >= 0 ? -1 : 0;
            }
            if (c == ',' && depth == 0 && !quoted) {
                parts.add(keys.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (start < keys.length()) {
            parts.add(keys.substring(start).strip());
        }
        return parts;
    }

    private static String page() {
        try {
            return Files.readString(Path.of("docs/reference/contract.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
