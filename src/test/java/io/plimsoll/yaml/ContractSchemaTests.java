package io.plimsoll.yaml;

import static io.plimsoll.yaml.Contracts.withField;
import static io.plimsoll.yaml.Contracts.withInputs;
import static io.plimsoll.yaml.Contracts.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plimsoll.yaml.ContractReader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema that editors use says the same as the reader. */
class ContractSchemaTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode TEXT = JSON.readTree(resource());
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);

    @Test
    void theSchemaInTheJarIsTheOneInTheDocumentation() throws IOException {
        assertThat(Files.readAllBytes(Path.of("docs/reference/contract.schema.json")))
                .isEqualTo(resource());
    }

    @ParameterizedTest
    @EnumSource(
            value = Section.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OPERATOR_LIMITS", "OVERRIDE", "KEY_FILE", "KEY"})
    void aPlaceHasTheSameKeysInBoth(Section section) {
        JsonNode place = section == Section.CONTRACT
                ? TEXT
                : TEXT.path("$defs").path(section.name().toLowerCase(Locale.ROOT));

        assertThat(place.path("properties").propertyNames()).containsExactlyElementsOf(section.known());
        assertThat(isFalse(place.path("additionalProperties"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TypeName.class)
    void aTypeRefusesTheSameKeysInBoth(TypeName type) {
        JsonNode rule = TEXT.path("$defs")
                .path("keys_of_types")
                .path("allOf")
                .valueStream()
                .filter(each ->
                        each.at("/if/properties/type/const").asString("").equals(type.toString()))
                .findFirst()
                .orElseThrow();
        Set<String> foreign = new HashSet<>();
        for (TypeName other : TypeName.values()) {
            foreign.addAll(other.keys());
        }
        foreign.removeAll(type.keys());

        JsonNode keys = rule.at("/then/properties");
        assertThat(keys.propertyStream().filter(key -> isFalse(key.getValue())).map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(foreign);
        assertThat(TEXT.at("/$defs/type/enum").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(TypeName.spellings());
    }

    static Stream<String> well() {
        return Stream.of(
                withField("type: integer, min: 0, max: 10, default: 3, title: Age, unit: years, sensitive: true"),
                withField("type: number, missing: nan, example: 1.5"),
                withField("type: boolean, default: false"),
                withField("type: string, min_length: 1, max_length: 20, pattern: \"[a-z]+\", missing: none"),
                withField("type: date, min: 2026-01-01, unit: seconds since 1970-01-01, example: 2026-03-01"),
                withField("type: category, values: [own, rent], one_hot: true, zeros: free, on_unknown: zeros"),
                withField("type: category, values: {north: 4}, on_unknown: 0"),
                withField("type: category, values: [own], on_unknown: other, default: own"),
                withInputs("- {tensor: features, each: {type: number}, columns: [age, {name: sex, type: boolean}]}"),
                withField("type: integer, values: [0, 6, 12], missing: -1, reason: {code: R05, text: Too young}"),
                withField("type: decimal, scale: 2, min: \"0.01\", default: \"12.50\""),
                withField("type: datetime, min: 2026-01-01T00:00:00Z, unit: milliseconds since 1970-01-01"),
                withField("type: vector, length: 3, missing: zeros, items: {type: number, min: 0, missing: nan}"),
                withField("type: list, min_items: 0, default: [], items: {type: integer, pad: 0, example: 3}"),
                withField("type: list, items: {type: vector, length: 2, pad: nan, items: {type: number}}"),
                withField("type: integer") + "constants: {temperature: 1.5, flags: [true, false], language: de}\n",
                withField("type: integer") + "request: {context: [{name: a, type: list, items: {type: string}},"
                        + " {name: b, type: vector, length: 2, items: {type: number}}]}\n",
                withInputs("""
                        - name: item_list
                          type: list
                          mask: item_mask
                          lengths: item_count
                          items:
                            type: record
                            fields:
                              - {name: sku, type: integer, pad: 0, tensor: item_id}
                              - {tensor: numbers, pad: 0, each: {type: number}, columns: [price, discount]}
                        - {name: stars, type: list, same_length_as: item_list, tensor: stars, items: {type: integer}}
                        """),
                withField("type: integer") + "request: {routing_key: age, context: [{name: id, type: string}]}\n",
                withField("type: integer") + "limits: {timeout: 2s, rate: 0.5/s, max_rows: 1, max_body: 5KiB}\n",
                withField("type: integer") + "runtime: {threads: 2}\nsamples: {absolute_tolerance: 0}\n",
                withField("type: integer") + "owner: {team: a}\nprovenance: {git: abc}\ngraph: net.onnx\n",
                withOutputs("result: [{name: p, from: \"p[1]\", bands: [{below: 1, label: low}, {label: high}]}]"),
                withOutputs("result: [{name: p, from: p, labels: {-1: low, 1: high}}]"),
                withOutputs("result: [{name: p, from: p, labels: [a, b], top: 2, at_least: 0.1, decimals: 2}]"),
                withOutputs("result: [{name: p, from: p, top: 1, type: map}]\nconfidence: {from: p, reduce: max}"),
                withOutputs("result: [{name: p, from: p}]\noutcome: {from: p, hit_within: {relative: 0.1}}"),
                withOutputs("result: [{name: p, from: p}]\nexplanation: {contributions: {from: c, unit: euro}}"));
    }

    @ParameterizedTest
    @MethodSource("well")
    void whatTheReaderAcceptsTheSchemaAccepts(String text) {
        assertThat(Contracts.read(text)).isInstanceOf(Reading.Accepted.class);
        assertThat(SCHEMA.validate(json(text))).isEmpty();
    }

    static Stream<String> bad() {
        return Stream.of(
                withField("type: integer").replace("contract: 1", "contract: 2"),
                withField("type: integer").replace("version: \"1\"", "version: 1"),
                withField("type: integer").replace("model: loans", "model: Loans"),
                withField("type: integer") + "titel: Loans\n",
                withField("type: integer") + "title: 1.10\n",
                withField("type: integer") + "graph: ../model.onnx\n",
                withField("type: integer") + "provenance: {git: 12}\n",
                withField("type: integer") + "limits: {timeout: 500}\n",
                withField("type: integer") + "limits: {max_body: 1MB}\n",
                withField("type: integer") + "limits: {max_rows: 0}\n",
                withField("type: integer") + "runtime: {threads: 0}\n",
                withField("type: integer") + "samples: {relative_tolerance: 2}\n",
                withField("type: integer") + "request: {context: [{name: id, type: string, tensor: id}]}\n",
                withField("type: integer, min: 0.5"),
                withField("type: integer, min_items: 1"),
                withField("type: integer, default: 1, missing: nan"),
                withField("type: number, default: \"1\""),
                withField("type: boolean, max: 1"),
                withField("type: string, max_length: 0"),
                withField("type: string, missing: 0"),
                withField("type: date, unit: days"),
                withField("type: list"),
                withField("type: list, items: {type: list}"),
                withField("type: list, items: {type: number, tensor: age}"),
                withField("type: list, items: {type: record, fields: []}"),
                withField("type: list, items: {type: record}"),
                withField("type: list, items: {type: number}, default: []"),
                withField("type: list, items: {type: number}, default: 3, min_items: 0"),
                withField("type: list, items: {type: number}, example: 3"),
                withField("type: list, items: {type: number}, missing: nan"),
                withField("type: list, items: {type: number}, unit: EUR"),
                withField("type: list, items: {type: number, pad: false}"),
                withField("type: list, items: {type: record, fields: [{name: a, type: list, tensor: a}]}"),
                withField("type: list, items: {type: record, pad: 0, fields: [{name: a, type: number, tensor: a}]}"),
                withField("type: record, fields: [{name: a, type: number, tensor: a}]"),
                withField("type: vector, items: {type: number}"),
                withField("type: vector, length: 3, items: {type: vector, length: 2, items: {type: number}}"),
                withField("type: vector, length: 3, items: {type: number, pad: 0}"),
                withField("type: vector, length: 3, default: 3, items: {type: number}"),
                withField("type: integer, values: [0.5]"),
                withField("type: integer, values: [1], min: 1"),
                withField("type: number, reason: {code: R05}"),
                withField("type: decimal"),
                withField("type: decimal, scale: 13"),
                withField("type: decimal, scale: 2, min: 0.01"),
                withField("type: datetime, min: 2026-01-01"),
                withField("type: datetime, unit: hours since 1970-01-01"),
                withField("type: category, values: [own], values_from: own.json"),
                withField("type: category, values_from: ../own.json"),
                withField("type: integer") + "constants: {a: []}\n",
                withField("type: integer") + "constants: {a: [[1]]}\n",
                withField("type: integer")
                        + "request: {context: [{name: a, type: list, items: {type: number, pad: 0}}]}\n",
                withInputs("- {name: a, type: list, items: {type: number}}"),
                withField("type: category"),
                withField("type: category, values: []"),
                withField("type: category, values: [own, own]"),
                withField("type: category, values: [own], zeros: free"),
                withField("type: category, values: {own: 1}, one_hot: true"),
                withField("type: category, values: [own], one_hot: true, on_unknown: pass"),
                withInputs("- {name: age, type: integer}"),
                withInputs("- {name: a-b, type: integer, tensor: age}"),
                withInputs("- {tensor: features, columns: []}"),
                withInputs("- {tensor: features, each: {type: number, tensor: a}, columns: [age]}"),
                withInputs("- {tensor: features, each: {type: nothing}, columns: [{name: age, type: integer}]}"),
                withOutputs("result: []"),
                withOutputs("result: [{name: p}]"),
                withOutputs("result: [{name: p, from: p, type: float}]"),
                withOutputs("result: [{name: p, from: p, type: string, decimals: 2}]"),
                withOutputs("result: [{name: p, from: p, labels: [a], decimals: 2}]"),
                withOutputs("result: [{name: p, from: p, labels: {a: b}}]"),
                withOutputs("result: [{name: p, from: p, at_least: 0.5}]"),
                withOutputs("result: [{name: p, from: p, top: 1, type: number}]"),
                withOutputs("result: [{name: p, from: p, bands: [{label: a}], type: number}]"),
                withOutputs("result: [{name: p, from: p, per_item: items, type: vector}]"),
                withOutputs("result: [{name: p, from: p, per_item: items, top: 2, labels: [a, b]}]"),
                withOutputs("result: [{name: p, from: p, per_item: items, top: 2, type: map}]"),
                withOutputs("result: [{name: p, from: p, per_item: items, at_least: 2}]"),
                withOutputs("result: [{name: p, from: p, labels: [a], labels_from: a.json}]"),
                withOutputs("result: [{name: p, from: p, labels_from: /a.json}]"),
                withOutputs("result: [{name: p, from: p, labels_from: a.json, decimals: 2}]"),
                withOutputs("result: [{name: p, from: p, top: 10001}]"),
                withOutputs("result: [{name: p, from: p}]\nconfidence: {from: p, reduce: mean}"),
                withOutputs("result: [{name: p, from: p}]\noutcome: {from: p}"),
                withOutputs("result: [{name: p, from: p}]\noutcome: {from: p, hit_within: {}}"),
                withOutputs("result: [{name: p, from: p}]\nexplanation: {reasons: {top: 4, sign: both}}"),
                withOutputs("result: [{name: p, from: p}]\nexplanation: {contributions: {from: c}, reasons: {top: 4}}"),
                withOutputs(
                        "result: [{name: p, from: p}]\nexplanation: {contributions: {from: c}, reasons: {sign: both}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result: [{name: p, from: p, per_item: items}]",
                "result: [{name: p, from: p, per_item: items, type: integer}]",
                "result: [{name: p, from: p, per_item: items, labels: [a]}]",
                "result: [{name: p, from: p, per_item: items, labels_from: labels/all.json}]",
                "result: [{name: p, from: p, per_item: items, bands: [{label: all}]}]",
                "result: [{name: p, from: p, per_item: items, top: 60000, at_least: 0.5, decimals: 2}]",
                "result: [{name: p, from: p, labels_from: labels.json, top: 3}]",
                "result: [{name: p, from: p}]\noutcome: {from: p, labels_from: labels.json}",
                "result: [{name: p, from: p}]\nexplanation: {contributions: {from: c}, reasons: {top: 4, sign: both}}"
            })
    void whatSpeaksOfListsOfFieldsWithReasonsAndOfFilesIsWellByTheSchema(String outputs) {
        assertThat(SCHEMA.validate(json(withOutputs(outputs)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatTheSchemaCanTellIsRefusedByBoth(String text) {
        assertThat(Contracts.read(text)).isInstanceOf(Reading.Refused.class);
        assertThat(SCHEMA.validate(json(text))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.plimsoll.yaml.SampleContractsTests#samples")
    void theSamplesAreWellByTheSchemaThatTheirFirstLineNames(Path sample) throws IOException {
        String text = Files.readString(sample);
        Path schema =
                sample.resolveSibling(text.lines().findFirst().orElseThrow().replaceFirst(".*\\$schema=", ""));

        assertThat(SCHEMA.validate(json(text))).isEmpty();
        assertThat(schema.normalize()).isEqualTo(Path.of("docs/reference/contract.schema.json"));
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static JsonNode json(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static byte[] resource() {
        try (InputStream schema = ContractReader.class.getResourceAsStream("contract.schema.json")) {
            return schema.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
