package io.plimsoll.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words that a category may be, in contract order, each with the code that a numeric tensor gets. */
public final class Vocabulary {

    private final List<String> words;
    private final long[] codes;
    private final Map<String, Integer> places;

    private Vocabulary(List<String> words, long[] codes) {
        this.words = List.copyOf(words);
        this.codes = codes;
        this.places = HashMap.newHashMap(words.size());
        for (int i = 0; i < words.size(); i++) {
            if (places.put(words.get(i), i) != null) {
                throw new IllegalArgumentException("the same value twice");
            }
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
    }

    /** Words whose codes are their places, from 0. */
    public static Vocabulary ofWords(List<String> words) {
        long[] codes = new long[words.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i;
        }
        return new Vocabulary(words, codes);
    }

    /** Words with given codes, in the map's order. */
    public static Vocabulary ofCodes(Map<String, Long> codes) {
        return new Vocabulary(
                List.copyOf(codes.keySet()),
                codes.values().stream().mapToLong(Long::longValue).toArray());
    }

    public int size() {
        return codes.length;
    }

    public List<String> words() {
        return words;
    }

    public String word(int place) {
        return words.get(place);
    }

    public long code(int place) {
        return codes[place];
    }

    /** The place of a word, or -1 if it is none of them. */
    public int place(String word) {
        return places.getOrDefault(word, -1);
    }
}
