package io.plimsoll.compatibility;

import static io.plimsoll.yaml.Contracts.contract;
import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compatibility.Change.Verdict;
import io.plimsoll.compatibility.CompatibilityCases.Pair;
import io.plimsoll.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one contract changes for callers of another: the lines of the reference page, and what goes for all of them. */
class CompatibilityTests {

    private static final Path PAGE = Path.of("docs/reference/compatibility.md");
    /** How the two lines begin that are the head of a table. */
    private static final Set<String> HEAD = Set.of("change", "---");

    private static final Map<String, Pair> CASES = CompatibilityCases.all();

    /** A line of the page, and the two contracts that it is about. */
    record Line(String rule, Pair contracts, String verdict, String path, String text) {

        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Line> lines() throws IOException {
        var lines = new ArrayList<Line>();
        String heading = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (!heading.isEmpty() && line.startsWith("| ") && !HEAD.contains(line.split(" ", 3)[1])) {
                lines.add(line(heading, line.substring(2, line.length() - 2).split(" \\| ")));
            }
        }
        return lines;
    }

    /** A line with five cells shows its contracts, by the keys of the one thing that its heading names. */
    private static Line line(String heading, String... cells) {
        if (cells.length == 3) {
            Pair pair = requireNonNull(CASES.get(cells[0]), cells[0]);
            String[] told = cells[2].split("` ", 2);
            return new Line(cells[0], pair, cells[1], told[0].substring(1), told[1]);
        }
        String before = cells[1].replace("`", "");
        String path = switch (heading) {
            case "A field" -> "age";
            case "A result" -> "result.score";
            default -> before.substring(0, before.indexOf(':'));
        };
        Pair pair = new Pair(holding(heading, before), holding(heading, cells[2].replace("`", "")));
        return new Line(cells[0], pair, cells[3], path, cells[4]);
    }

    private static Contract holding(String heading, String keys) {
        String field = "type: number";
        return contract(
                switch (heading) {
                    case "A field" -> withField(keys);
                    // The outcome is stated, for it would follow the first result with labels.
                    case "A result" ->
                        withOutputs("result: [{name: score, from: a, " + keys
                                + "}]\noutcome: {from: b, labels: [good, bad]}");
                    case "Limits" -> withField(field) + "limits: {" + keys + "}\n";
                    default -> throw new IllegalArgumentException(heading);
                });
    }

    @Test
    void thePageHasALineForEachCase() throws IOException {
        assertThat(lines()).extracting(Line::rule).containsAll(CASES.keySet()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineOfThePageIsTrue(Line line) {
        Compatibility found = Compatibility.between(
                line.contracts().before(), line.contracts().after());

        assertThat(found.changes())
                .filteredOn(change -> change.path().equals(line.path()))
                .extracting(change -> change.verdict() + " " + change.text())
                .containsExactly(line.verdict() + " " + line.text());
        assertThat(found.verdict()).hasToString(line.verdict());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aContractChangesNothingForItsOwnCallers(Line line) {
        Contract before = line.contracts().before();
        Contract after = line.contracts().after();

        assertThat(Compatibility.between(before, before).changes()).isEmpty();
        assertThat(Compatibility.between(after, after).changes()).isEmpty();
    }

    @Test
    void howTheGraphIsFilledIsNoBusinessOfCallers() {
        String before = withInputs("""
                - {name: age, type: integer, tensor: age}
                - {name: housing, type: category, values: {own: 0, rent: 1}, on_unknown: 7, tensor: housing}
                - {name: birthday, type: date, tensor: birthday}
                """);
        String after = withInputs("""
                - tensor: features
                  columns:
                    - {name: housing, type: category, values: {rent: 3, own: 4}, on_unknown: 9, example: own}
                    - {name: age, type: integer, title: Age in years}
                    - {name: birthday, type: date, unit: days since 1900-01-01}
                """).replace("from: score", "from: \"scores[1]\"");

        assertThat(Compatibility.between(contract(before), contract(after)).changes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a as long as b                 | b as long as a                 | compatible |
            a as long as b, b as long as c | b as long as a, c as long as a | compatible |
            a as long as b, b as long as c | c as long as a                 | compatible | b need not have as many items as c any more
            c as long as a                 | a as long as b, b as long as c | breaking   | b must have as many items as c now
            a as long as b                 | a as long as c                 | breaking   | a must have as many items as c now
            """)
    void whichOfSeveralListsNamesTheOthersIsNoBusinessOfCallers(
            String before, String after, String verdict, @Nullable String told) {
        Compatibility found = Compatibility.between(contract(lists(before)), contract(lists(after)));

        assertThat(found.verdict()).hasToString(verdict);
        assertThat(found.changes())
                .hasSize(told == null ? 0 : 2)
                .allSatisfy(
                        change -> assertThat(change.text()).containsPattern("must have as many|need not have as many"));
        if (told != null) {
            assertThat(found.changes()).anyMatch(change -> (change.path() + " " + change.text()).equals(told));
        }
    }

    @Test
    void aNewOptionalListAsLongAsAnotherBreaksCallersWhoLeaveItOut() {
        String list = "- {name: prices, type: list, tensor: a, items: {type: number}}\n";
        String marks = "- {name: marks, type: list, min_items: 0, default: [], same_length_as: prices, tensor: b,"
                + " items: {type: number}}\n";

        assertThat(Compatibility.between(contract(withInputs(list)), contract(withInputs(list + marks)))
                        .changes(Verdict.BREAKING))
                .extracting(Change::toString)
                .containsExactly("breaking request: marks must have as many items as prices now");
    }

    /** Three lists, some of which are as long as others. */
    private static String lists(String lengths) {
        var inputs = new StringBuilder();
        for (String list : List.of("a", "b", "c")) {
            String other = Stream.of(lengths.split(", "))
                    .filter(each -> each.startsWith(list))
                    .map(each -> ", same_length_as: " + each.substring(each.length() - 1))
                    .findFirst()
                    .orElse("");
            inputs.append(
                    "- {name: " + list + ", type: list, tensor: " + list + ", items: {type: number}" + other + "}\n");
        }
        return withInputs(inputs.toString());
    }

    @Test
    void ofManyWordsTheFirstAreNamed() {
        Compatibility found = Compatibility.between(
                contract(withField("type: category, values: [w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13]")),
                contract(withField("type: category, values: [w1]")));

        assertThat(found.changes())
                .extracting(Change::text)
                .containsExactly(
                        "does not take \"w2\", \"w3\", \"w4\", \"w5\", \"w6\", \"w7\", \"w8\", \"w9\", \"w10\","
                                + " \"w11\" and 2 more any more");
    }

    @Test
    void oneBreakingChangeBreaks() {
        Compatibility found = Compatibility.between(
                contract(withField("type: integer, min: 18, max: 99")),
                contract(withField("type: integer, min: 21, max: 120, default: 30")));

        assertThat(found.verdict()).isEqualTo(Verdict.BREAKING);
        assertThat(found.changes(Verdict.BREAKING)).hasSize(1);
        assertThat(found.changes(Verdict.COMPATIBLE)).hasSize(2);
    }
}
