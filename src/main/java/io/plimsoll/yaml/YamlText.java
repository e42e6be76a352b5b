package io.plimsoll.yaml;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes text so that every YAML reader takes it for text. */
final class YamlText {

    /** Narrower than YAML's own rule, which needs to know what stands around. */
    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}\\p{Nd}_]([\\p{L}\\p{Nd}_ ./+()°-]*[\\p{L}\\p{Nd}_./+()°%-])?");

    /** Words of the format where they stand without quotes. */
    private static final Set<String> RESERVED = Set.of("nan", "zeros", "reject", "pass");

    private YamlText() {}

    /** The text, in quotes unless it cannot be taken for anything else. */
    static String of(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && Scalars.otherReading(text) == null
                && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /** The text in double quotes. */
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\');
            }
            append(quoted, character);
        });
        return quoted.append('"').toString();
    }

    /** The text behind a #: a line's end in it would let what follows be taken for keys. */
    static String comment(String text) {
        var comment = new StringBuilder(text.length() + 2).append("# ");
        text.codePoints().forEach(character -> append(comment, character));
        return comment.toString();
    }

    /** Appends a character, or what stands for it where it would not be seen. */
    private static void append(StringBuilder quoted, int character) {
        switch (character) {
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (visible(character)) {
                    quoted.appendCodePoint(character);
                } else {
                    quoted.append(String.format(
                            Locale.ROOT, character > Character.MAX_VALUE ? "\\U%08X" : "\\u%04X", character));
                }
            }
        }
    }

    /** Whether it may stand in a text as it is, and is seen there. */
    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
