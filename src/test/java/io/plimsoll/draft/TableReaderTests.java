package io.plimsoll.draft;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.draft.Column.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of rows as people have them. */
class TableReaderTests {

    @TempDir
    private Path folder;

    @Test
    void aSpreadsheetsCsvIsRead() throws Exception {
        Table table = csv("\uFEFFage,\"job, now\",note\r\n42,\"cook \"\"chef\"\"\",\"two\nlines\"\r\n,waiter,\r\n");

        assertThat(table.names()).containsExactly("age", "job, now", "note");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.columns().getFirst().cells()).containsExactly(new Cell.Number("42"), Cell.Missing.CELL);
        assertThat(table.columns().get(1).cells().getFirst()).isEqualTo(new Cell.Word("cook \"chef\""));
        assertThat(table.columns().get(2).cells().getFirst()).isEqualTo(new Cell.Word("two\nlines"));
    }

    @ParameterizedTest
    @CsvSource({
        "42, NUMBERS",
        "-0.5e-3, NUMBERS",
        ".5, NUMBERS",
        "012, WORDS",
        "1_000, WORDS",
        "'1,5', WORDS",
        "1e999, WORDS",
        "0x1F, WORDS",
        "True, FLAGS",
        "FALSE, FLAGS",
        "yes, WORDS",
        "none, WORDS",
        "NaN, NOTHING",
        "' ', NOTHING"
    })
    void aValueOfCsvIsWhatItLooksLike(String text, Kind kind) {
        assertThat(Columns.of("x", text).kind()).isEqualTo(kind);
    }

    @Test
    void anotherDelimiterMayBeTold() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), "age;income\n42;1,5\n");

        assertThat(TableReader.read(file, ';').names()).containsExactly("age", "income");
        assertThatThrownBy(() -> TableReader.read(file, ','))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("--delimiter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "'a,b\n1\n' | has 1 values for 2 columns",
                "'a,a\n1,2\n' | two columns named a",
                "'a,b\n\"1,2\n' | is not CSV",
                "'a,b\n1,2\n3,x\0y\n' | rows.csv: row 2 at line 3 holds the character U+0000",
                "'a,b\0\n1,2\n' | rows.csv: the line with the names of the columns holds the character U+0000"
            })
    void whatIsNoTableIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> csv(text)).isInstanceOf(Undraftable.class).hasMessageContaining(reason);
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("rows.csv"), "name\nK\u00F6ln\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> TableReader.read(file, ','))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void ofTooManyRowsTheFirstAreRead() throws Exception {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n3,4\n5,6\n");
        Path json = Files.writeString(folder.resolve("rows.jsonl"), "{\"a\": [1, 2, 3]}\n{\"a\": []}\n{\"a\": []}\n");

        assertThat(TableReader.read(csv, ',', 4)).satisfies(table -> {
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.unread()).contains("only the first 2 rows");
        });
        assertThat(TableReader.read(csv, ',', 6).unread()).isNull();
        assertThat(TableReader.read(json, ',', 5)).satisfies(table -> {
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.unread()).contains("only the first 2 rows");
        });
    }

    @Test
    void cellsThatRowsLeaveOutCountAsWell() throws Exception {
        Path json = Files.writeString(
                folder.resolve("rows.jsonl"), "{\"a\": 1}\n{\"a\": 2}\n{\"b\": 3, \"c\": 4}\n{\"a\": 5}\n");

        assertThat(TableReader.read(json, ',', 8)).satisfies(table -> {
            assertThat(table.names()).containsExactly("a");
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.unread()).contains("only the first 2 rows");
        });
        assertThat(TableReader.read(json, ',', 12).unread()).isNull();
    }

    @Test
    void moreColumnsThanARequestCouldHaveAreRefused() throws Exception {
        String names = IntStream.range(0, TableReader.MOST_COLUMNS)
                .mapToObj(i -> "c" + i)
                .collect(joining(","));
        String members = "{\"" + names.replace(",", "\": 1, \"") + "\": 1}";

        assertThat(csv(names + "\n").names()).hasSize(20_000);
        assertThat(json(members).names()).hasSize(20_000);
        assertThatThrownBy(() -> csv(names + ",more\n"))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("rows.csv has 20001 columns, at most 20000 are read");
        assertThatThrownBy(() -> json(members + "\n{\"more\": 1}"))
                .isInstanceOf(Undraftable.class)
                .hasMessageContaining("rows.jsonl:2: has 20001 columns");
    }

    @Test
    void jsonLinesMayLeaveMembersOutAndHoldLists() throws Exception {
        Table table = json("""
                {"age": 42, "items": [{"id": 1, "price": 2.50}, {"id": 2}], "note": ""}

                {"items": [], "vip": true, "age": null}
                """);

        assertThat(table.names()).containsExactly("age", "items", "note", "vip");
        assertThat(table.columns()).allMatch(column -> column.cells().size() == 2);
        assertThat(table.column("age").orElseThrow().gaps()).isTrue();
        Column items = table.column("items").orElseThrow();
        assertThat(items.kind()).isEqualTo(Kind.LISTS);
        assertThat(items.items().members()).containsExactly("id", "price");
        assertThat(items.items().member("price").cells()).containsExactly(new Cell.Number("2.50"), Cell.Missing.CELL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | holds no rows",
                "'{\"a\": 1' | :1: ",
                "'{\"a\": 1}\n[1]' | :2: expected a JSON object",
                "'{\"a\": 1, \"a\": 2}' | :1: ",
                "'{\"a\": \"\\ud800\"}' | :1: half of a surrogate pair",
                "'{\"a\": 1}\n{\"\\udc00\": 1}' | :2: half of a surrogate pair",
                "'{\"a\": 1}\n{\"b\": [{\"c\": \"x\\u0000\"}]}' | :2: the character U+0000",
                "'{\"a\": {\"\\u0000\": 1}}' | :1: the character U+0000"
            })
    void whatIsNoObjectALineIsRefusedWithItsLine(String text, String reason) {
        assertThatThrownBy(() -> json(text)).isInstanceOf(Undraftable.class).hasMessageContaining(reason);
    }

    private Table csv(String text) throws IOException, Undraftable {
        return TableReader.read(Files.writeString(folder.resolve("rows.csv"), text), ',');
    }

    private Table json(String text) throws IOException, Undraftable {
        return TableReader.read(Files.writeString(folder.resolve("rows.jsonl"), text), ',');
    }
}
