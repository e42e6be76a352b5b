package io.plimsoll.draft;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV (RFC 4180) whose first line names the columns. */
final class CsvRows {

    private static final String OTHER_DELIMITERS = ",;\t|";

    private final Path file;
    private final char delimiter;
    private final int mostCells;

    CsvRows(Path file, char delimiter, int mostCells) {
        this.file = file;
        this.delimiter = delimiter;
        this.mostCells = mostCells;
    }

    Table read(Reader text) throws IOException, Undraftable {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser rows =
                CSVParser.builder().setReader(text).setFormat(format).get()) {
            return table(rows);
        } catch (UncheckedIOException broken) {
            if (broken.getCause() instanceof CSVException csv) {
                throw new Undraftable(file + " is not CSV: " + csv.getMessage());
            }
            throw broken.getCause();
        }
    }

    private Table table(CSVParser rows) throws Undraftable {
        var records = rows.iterator();
        if (!records.hasNext()) {
            throw new Undraftable(file + " is empty; its first line names the columns");
        }
        List<String> names = header(records.next());
        List<List<Cell>> columns = new ArrayList<>();
        names.forEach(name -> columns.add(new ArrayList<>()));
        int most = mostCells / names.size();
        int count = 0;
        while (count < most && records.hasNext()) {
            CSVRecord row = records.next();
            String problem = problem(row, names.size());
            if (problem != null) {
                throw new Undraftable(
                        file + ": row " + (count + 1) + " at line " + rows.getCurrentLineNumber() + " " + problem);
            }
            for (int i = 0; i < names.size(); i++) {
                columns.get(i).add(Cell.of(row.get(i)));
            }
            count++;
        }
        @Nullable
        String unread = records.hasNext() ? "only the first " + count + " rows of " + file + " were read" : null;
        var table = new ArrayList<Column>();
        for (int i = 0; i < names.size(); i++) {
            table.add(new Column(names.get(i), columns.get(i)));
        }
        return new Table(table, count, unread);
    }

    private List<String> header(CSVRecord first) throws Undraftable {
        if (first.size() > TableReader.MOST_COLUMNS) {
            throw TableReader.tooWide(file.toString(), first.size());
        }
        String problem = problem(first, first.size());
        if (problem != null) {
            throw new Undraftable(file + ": the line with the names of the columns " + problem);
        }
        List<String> names = first.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new Undraftable(
                        file + " has two columns " + (name.isEmpty() ? "without a name" : "named " + name));
            }
        }
        String only = names.getFirst();
        if (names.size() == 1 && only.chars().anyMatch(character -> OTHER_DELIMITERS.indexOf(character) >= 0)) {
            throw new Undraftable(
                    file + " has one column, \"" + only + "\"; say what separates its values by --delimiter");
        }
        return names;
    }

    private static @Nullable String problem(CSVRecord row, int columns) {
        if (row.size() != columns) {
            return "has " + row.size() + " values for " + columns + " columns";
        }
        return row.stream()
                .map(Illegible::in)
                .filter(Objects::nonNull)
                .findFirst()
                .map(illegible -> "holds " + illegible)
                .orElse(null);
    }
}
