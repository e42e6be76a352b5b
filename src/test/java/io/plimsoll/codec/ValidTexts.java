package io.plimsoll.codec;

import com.google.re2j.Pattern;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.TextType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes texts that a field takes, from ASCII to emoji, and spells them as JSON may. */
final class ValidTexts {

    private static final int ID_LENGTH = 64;
    private static final List<String> STRANGERS =
            List.of("", "no such word", "\uD83D\uDE00", "a\nb\"c\\", "\u05E2\u05D1\u05E8\u05D9\u05EA", "w".repeat(300));

    private final Random random;

    ValidTexts(Random random) {
        this.random = random;
    }

    /** A text of that type; one that may be answered as well if it is the id of a request. */
    String text(TextType type, boolean id) {
        int shortest = Math.max(type.minLength(), id ? 1 : 0);
        int longest = id ? Math.min(type.maxLength(), ID_LENGTH) : type.maxLength();
        return type.pattern() == null
                ? any(length(shortest, longest), id)
                : matching(type.pattern(), shortest, longest, id);
    }

    private int length(int shortest, int longest) {
        return switch (random.nextInt(8)) {
            case 0 -> shortest;
            case 1 -> longest;
            default -> shortest + random.nextInt(Math.min(longest - shortest, 40) + 1);
        };
    }

    /** So many code points, all of them visible ASCII if they must be. */
    String any(int length, boolean ascii) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(ascii ? '!' + random.nextInt('~' - '!' + 1) : codePoint());
        }
        return text.toString();
    }

    private int codePoint() {
        return switch (random.nextInt(10)) {
            case 0 -> 0x1F600 + random.nextInt(60);
            case 1 -> 0x5D0 + random.nextInt(20);
            case 2 -> 0x300 + random.nextInt(0x50);
            case 3 -> 0x4E00 + random.nextInt(2000);
            case 4 -> "\n\t\"\\/\b\f\r\u0001\u007F".charAt(random.nextInt(10));
            case 5 -> 0xC0 + random.nextInt(0x100);
            default -> ' ' + random.nextInt(95);
        };
    }

    private String matching(Pattern pattern, int shortest, int longest, boolean ascii) {
        var sampler = new PatternSampler(pattern.pattern(), random);
        for (int i = 0; i < 1000; i++) {
            String text = sampler.sample();
            int length = text.codePointCount(0, text.length());
            boolean answerable = !ascii || text.chars().allMatch(c -> c >= '!' && c <= '~');
            if (length >= shortest && length <= longest && answerable && pattern.matches(text)) {
                return text;
            }
        }
        throw new AssertionError("no text found for the pattern " + pattern);
    }

    /** A text of the right length that the pattern does not match; null if none was found. */
    @Nullable
    String mismatching(TextType type, boolean id) {
        for (int i = 0; i < 100; i++) {
            String text = any(length(Math.max(type.minLength(), id ? 1 : 0), type.maxLength()), id);
            if (type.pattern() != null && !type.pattern().matches(text)) {
                return text;
            }
        }
        return null;
    }

    String word(CategoryType type) {
        List<String> words = type.words();
        return type.closed() || random.nextInt(3) > 0 ? words.get(random.nextInt(words.size())) : stranger(type);
    }

    /** A word that the category does not list. */
    String stranger(CategoryType type) {
        var strangers = new ArrayList<>(STRANGERS);
        String known = type.words().get(random.nextInt(type.words().size()));
        strangers.add(known + ' ');
        strangers.add(known + "\u0301");
        strangers.removeIf(word -> type.words().contains(word));
        return strangers.get(random.nextInt(strangers.size()));
    }

    /** A JSON string, some of whose characters are escaped that need not be. */
    String quoted(String text) {
        var json = new StringBuilder("\"");
        boolean freely = random.nextInt(4) == 0;
        text.codePoints().forEach(point -> {
            boolean escaped = point < ' ' || point == '"' || point == '\\' || (freely && random.nextInt(3) == 0);
            if (!escaped) {
                json.appendCodePoint(point);
                return;
            }
            for (char c : Character.toChars(point)) {
                json.append("\\u%04x".formatted((int) c));
            }
        });
        return json.append('"').toString();
    }
}
