package io.plimsoll.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes texts out of the plainer patterns of RE2: literals, classes, groups, alternatives and counts. What it makes is
 * a guess to be held against the pattern itself.
 */
final class PatternSampler {

    /** More than a pattern needs at least. */
    private static final int MOST_REPEATS = 6;

    private final String pattern;
    private final Random random;
    private int at;

    PatternSampler(String pattern, Random random) {
        this.pattern = pattern;
        this.random = random;
    }

    String sample() {
        at = 0;
        return alternatives();
    }

    private String alternatives() {
        var all = new ArrayList<String>();
        all.add(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all.get(random.nextInt(all.size()));
    }

    private String sequence() {
        var text = new StringBuilder();
        while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
            int start = at;
            String first = atom();
            int end = at;
            int[] counts = counts();
            int behind = at;
            int count = counts[0] + random.nextInt(counts[1] - counts[0] + 1);
            for (int i = 0; i < count; i++) {
                at = start;
                text.append(i == 0 ? first : atom());
                at = end;
            }
            at = behind;
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '(' -> {
                if (pattern.startsWith("?:", at)) {
                    at += 2;
                }
                String inside = alternatives();
                at++;
                yield inside;
            }
            case '[' -> Character.toString(ofClass());
            case '\\' -> escaped(pattern.charAt(at++));
            case '.' -> Character.toString(random.nextInt(4) == 0 ? 0x1F600 : 'a' + random.nextInt(26));
            case '^', '$' -> "";
            default -> Character.toString(c);
        };
    }

    private String escaped(char c) {
        return Character.toString(
                switch (c) {
                    case 'd' -> '0' + random.nextInt(10);
                    case 'w' -> 'a' + random.nextInt(26);
                    case 's' -> ' ';
                    default -> c;
                });
    }

    private int ofClass() {
        List<Integer> members = new ArrayList<>();
        while (pattern.charAt(at) != ']') {
            int from = pattern.charAt(at++);
            boolean range = pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
            int to = range ? pattern.charAt(at + 1) : from;
            at += range ? 2 : 0;
            IntStream.rangeClosed(from, to).forEach(members::add);
        }
        at++;
        return members.get(random.nextInt(members.size()));
    }

    private int[] counts() {
        if (at == pattern.length()) {
            return new int[] {1, 1};
        }
        return switch (pattern.charAt(at)) {
            case '?' -> counted(0, 1);
            case '*' -> counted(0, MOST_REPEATS);
            case '+' -> counted(1, MOST_REPEATS);
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String[] bounds = pattern.substring(at + 1, end).split(",", -1);
                int least = Integer.parseInt(bounds[0]);
                int most = bounds.length == 1
                        ? least
                        : bounds[1].isEmpty() ? least + MOST_REPEATS : Integer.parseInt(bounds[1]);
                at = end;
                yield counted(least, most);
            }
            default -> new int[] {1, 1};
        };
    }

    private int[] counted(int least, int most) {
        at++;
        return new int[] {least, most};
    }
}
