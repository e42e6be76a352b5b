package io.plimsoll.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Sources;
import io.plimsoll.contract.Vocabulary;
import io.plimsoll.yaml.ContractReader.Reading;
import io.plimsoll.yaml.ContractWriter.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as the same contract, and looks as if a person had written it. */
class ContractWriterTests {

    /** A drafted package has no files of values, so those that have are not written. */
    static Stream<Path> samples() throws IOException {
        return SampleContractsTests.samples().filter(sample -> {
            try {
                return !Files.readString(sample).contains("_from: ");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsWrittenAsWhatWasRead(Path sample) throws IOException {
        Contract contract = read(new Written(Files.readString(sample), filesBeside(sample)));

        assertThat(read(ContractWriter.write(contract, Map.of())))
                .usingRecursiveComparison()
                .isEqualTo(contract);
    }

    private static Map<String, String> filesBeside(Path sample) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.list(sample.getParent())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void manyWordsStandInAFile() {
        Contract contract = ofCategory(IntStream.range(0, 5000)
                .mapToObj(word -> "merchant \uD83D\uDE00 " + word)
                .toList());

        Written written = ContractWriter.write(contract, Map.of());

        assertThat(written.text()).contains("values_from: country.json");
        assertThat(written.files()).containsOnlyKeys("country.json");
        assertThat(read(written)).usingRecursiveComparison().isEqualTo(contract);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest", "baseline", "publishing"})
    void aFileOfWordsTakesNoNameThatMeansSomethingElse(String field) {
        Contract contract = ofCategory(
                field, IntStream.range(0, 201).mapToObj(word -> "w" + word).toList());

        Written written = ContractWriter.write(contract, Map.of());

        assertThat(written.files()).containsOnlyKeys(field + "_2.json");
        assertThat(read(written)).usingRecursiveComparison().isEqualTo(contract);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO",
                "no",
                "012",
                "1.10",
                "12:30",
                "2024-01-31",
                "null",
                "~",
                "true",
                ".inf",
                "0x1F",
                "1e3",
                "nan",
                "pass",
                "- a",
                "a: b",
                "a #b",
                "#a",
                "{a}",
                "[a",
                "a,b",
                "a]",
                "*a",
                "&a",
                "!a",
                "|",
                ">",
                "%",
                "@a",
                "`a",
                "'a'",
                "\"a\"",
                " a",
                "a ",
                "a\nb",
                "a\tb",
                "\\",
                "ä",
                "\uD83D\uDE00",
                "\u200F\u05D0",
                "\u0085",
                "\uFEFFa",
                "?",
                "? a",
                "-",
                "---",
                "...",
                "=",
                "<<",
                "\u00E9\u0301",
                "50 %",
                "under 200 DM"
            })
    void everyTextIsReadAsItself(String text) {
        Contract contract = ofCategory(List.of(text, "other"));

        assertThat(read(ContractWriter.write(contract, Map.of())))
                .usingRecursiveComparison()
                .isEqualTo(contract);
    }

    @Test
    void columnsThatAreTheSameAreBareNames() {
        assertThat(ContractWriter.write(ofColumns(3), Map.of(Sources.group("features"), "in the frame's order"))
                        .text())
                .contains("""
                        inputs:
                          - tensor: features  # in the frame's order
                            each: {type: number}
                            columns: [column_0, column_1, column_2]
                        """);
    }

    @Test
    void manyColumnsAreWrapped() {
        Contract contract = ofColumns(60);

        Written text = ContractWriter.write(contract, Map.of());

        assertThat(text.text().lines()).allMatch(line -> line.length() <= 120);
        assertThat(read(text)).usingRecursiveComparison().isEqualTo(contract);
    }

    @Test
    void aCommentStandsAtTheLineThatItSpeaksOf() {
        assertThat(ContractWriter.write(
                                ofCategory(List.of("NO", "SE")),
                                Map.of(Sources.field("country"), "guessed: codes", ContractWriter.HEAD, "one\ntwo"))
                        .text())
                .startsWith("# one\n# two\ncontract: 1\nmodel: m\nversion: \"1.10\"\n")
                .contains("  - {name: country, type: category, values: [\"NO\", SE], tensor: country}"
                        + "  # guessed: codes\n");
    }

    @Test
    void aCommentStaysAComment() {
        Contract contract = ofColumns(2);

        Written text = ContractWriter.write(
                contract, Map.of(Sources.field("column_1"), "the column \"a\nlimits: {timeout: 10s}\r\u2028\u0007\""));

        assertThat(text.text()).contains("# the column \"a\\nlimits: {timeout: 10s}\\r\\u2028\\u0007\"\n");
        assertThat(read(text)).usingRecursiveComparison().isEqualTo(contract);
    }

    private static Contract ofCategory(List<String> words) {
        return ofCategory("country", words);
    }

    private static Contract ofCategory(String name, List<String> words) {
        var type = new CategoryType(Vocabulary.ofWords(words), new OnUnknown.Reject(), false, null);
        return contract(List.of(new Input(Field.of(name, type, new Absence.Required()), new Target.Named(name))));
    }

    private static Contract ofColumns(int count) {
        return contract(IntStream.range(0, count)
                .mapToObj(column -> new Input(
                        Field.of("column_" + column, new NumberType(null, null), new Absence.Required()),
                        new Target.Grouped("features", column)))
                .toList());
    }

    private static Contract contract(List<Input> inputs) {
        return new Contract(
                new ModelVersion("m", "1.10"),
                null,
                null,
                Map.of(),
                "model.onnx",
                Request.NONE,
                inputs,
                List.of(),
                new Results(List.of(new Result("y", "y", new Form.Number(null), null, null)), null, null, null, null),
                Limits.DEFAULT,
                1,
                null,
                Contract.Origin.WRITTEN);
    }

    private static Contract read(Written written) {
        Reading reading = ContractReader.read(
                "model.yaml", written.text().getBytes(StandardCharsets.UTF_8), (file, mostBytes) -> {
                    String text = written.files().get(file);
                    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
                });
        assertThat(reading).as(written.text()).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).contract();
    }
}
