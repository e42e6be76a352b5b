package io.plimsoll.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be said of a draft: comments at parts of the contract, and notes for whoever asked for it. */
final class Remarks {

    private final Map<String, String> comments = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int guesses;

    /** Marks a part of the contract as guessed; without a remark nothing is guessed. */
    void guess(String part, @Nullable String remark) {
        if (remark != null) {
            guesses++;
            comment(part, "guessed: " + remark);
        }
    }

    void comment(String part, String comment) {
        comments.merge(part, comment, (first, second) -> first + "; " + second);
    }

    void note(String note) {
        notes.add(note);
    }

    Map<String, String> comments() {
        return comments;
    }

    List<String> notes() {
        return notes;
    }

    int guesses() {
        return guesses;
    }
}
