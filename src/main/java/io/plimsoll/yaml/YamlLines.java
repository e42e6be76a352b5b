package io.plimsoll.yaml;

import io.plimsoll.yaml.YamlPiece.Item;
import io.plimsoll.yaml.YamlPiece.Items;
import io.plimsoll.yaml.YamlPiece.Many;
import io.plimsoll.yaml.YamlPiece.Pairs;
import io.plimsoll.yaml.YamlPiece.Single;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays YAML out for people: short things on one line, long ones a key a line, comments at the end of lines. */
final class YamlLines {

    private static final int WIDEST = 120;
    private static final int STEP = 2;

    private final StringBuilder text = new StringBuilder();

    /** A key of the outermost place with its value. */
    void key(String key, YamlPiece value, @Nullable String comment) {
        entry(0, "", key, value, comment);
    }

    void comment(String comment) {
        text.append(YamlText.comment(comment)).append('\n');
    }

    void blank() {
        text.append('\n');
    }

    private void line(int indent, String line, @Nullable String comment) {
        String end = comment == null ? "" : "  " + YamlText.comment(comment);
        if (comment != null && !fits(indent, line + end) && !fits(0, end)) {
            // Too long to be seen at the end of anything.
            text.repeat(' ', indent).append(YamlText.comment(comment)).append('\n');
            end = "";
        }
        text.repeat(' ', indent).append(line).append(end).append('\n');
    }

    private static boolean fits(int indent, String line) {
        return indent + line.length() <= WIDEST;
    }

    /**
     * Writes a key and its value.
     *
     * @param lead what stands before the key: nothing, or the dash of an item, whose further keys are indented as far
     */
    private void entry(int indent, String lead, String key, YamlPiece value, @Nullable String comment) {
        String start = lead + key + ":";
        int inner = indent + lead.length() + STEP;
        String whole = start + ' ' + value.line();
        boolean plain = !(value instanceof Items) && !(value instanceof Pairs pairs && nested(pairs));
        if (plain && !value.commented() && fits(indent, whole)) {
            line(indent, whole, comment);
            return;
        }
        switch (value) {
            case Single single -> line(indent, whole, comment);
            case Many many -> wrapped(indent, start + ' ', inner, many, comment);
            case Pairs pairs -> {
                line(indent, start, comment);
                pairs.entries().forEach((name, each) -> entry(inner, "", name, each, null));
            }
            case Items items -> {
                line(indent, start, comment);
                items.list().forEach(item -> item(inner, item));
            }
        }
    }

    private void item(int indent, Item item) {
        String whole = "- " + item.piece().line();
        if (!(item.piece() instanceof Pairs pairs) || (!pairs.commented() && fits(indent, whole) && !nested(pairs))) {
            line(indent, whole, item.comment());
            return;
        }
        boolean first = true;
        for (Map.Entry<String, YamlPiece> entry : pairs.entries().entrySet()) {
            entry(
                    first ? indent : indent + STEP,
                    first ? "- " : "",
                    entry.getKey(),
                    entry.getValue(),
                    first ? item.comment() : null);
            first = false;
        }
    }

    /** Whether there is more in it than one line shows well. */
    private static boolean nested(Pairs pairs) {
        return pairs.entries().values().stream().anyMatch(value -> value instanceof Items || value instanceof Pairs);
    }

    /** As many values a line as fit. */
    private void wrapped(int indent, String start, int inner, Many many, @Nullable String comment) {
        line(indent, start + many.open(), comment);
        var row = new StringBuilder();
        for (int i = 0; i < many.items().size(); i++) {
            boolean last = i == many.items().size() - 1;
            String item = many.items().get(i) + (last ? String.valueOf(many.close()) : ",");
            if (!row.isEmpty() && !fits(inner, row + " " + item)) {
                line(inner, row.toString(), null);
                row.setLength(0);
            }
            row.append(row.isEmpty() ? "" : " ").append(item);
        }
        line(inner, row.toString(), null);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
