package io.plimsoll.draft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a table from a file: rows of CSV with a header, or a JSON object a line. */
final class TableReader {

    /** More cells would fill the heap and say little more. */
    private static final int MOST_CELLS = 2_000_000;

    /** More are no fields of a request, and would take a contract longer than one may be. */
    static final int MOST_COLUMNS = 20_000;

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private TableReader() {}

    static Table read(Path file, char delimiter) throws IOException, Undraftable {
        return read(file, delimiter, MOST_CELLS);
    }

    /** Reads rows as long as they have no more cells than these. */
    static Table read(Path file, char delimiter, int mostCells) throws IOException, Undraftable {
        boolean json = file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson)");
        try (Reader text = open(file)) {
            return json
                    ? new JsonLines(file, mostCells).read(text)
                    : new CsvRows(file, delimiter, mostCells).read(text);
        } catch (CharacterCodingException notUtf8) {
            throw new Undraftable(file + " is not UTF-8 text; save it as UTF-8");
        }
    }

    /** What a file is refused with that has more columns than are read. */
    static Undraftable tooWide(String where, long columns) {
        return new Undraftable(where + " has " + columns + " columns, at most " + MOST_COLUMNS
                + " are read; values of one kind may stand in a list, as one column of a .jsonl file");
    }

    /** The text of a file without its byte order mark, which spreadsheets write. */
    private static Reader open(Path file) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }
}
