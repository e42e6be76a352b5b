package io.plimsoll.compatibility;

import io.plimsoll.contract.Numbers;
import io.plimsoll.contract.Results.Band;
import io.plimsoll.contract.Results.Form;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is answered as a result. Less than was promised breaks, and so does more: a label, an entry of a list
 * or a decimal place that a caller was told never to meet.
 */
final class FormChanges {

    private FormChanges() {}

    private record Pair(Form before, Form after) {}

    /** The first rows are pairs of forms that go together; the last ones are each form beside any other. */
    static void compare(Changes at, Form before, Form after) {
        switch (new Pair(before, after)) {
            case Pair(Form.Number a, Form.Number b) -> decimals(at, a.decimals(), b.decimals());
            case Pair(Form.Number a, Form.Whole b) -> at.compatible("is always a whole number now");
            case Pair(Form.Whole a, Form.Whole b) -> {}
            case Pair(Form.Flag a, Form.Flag b) -> {}
            case Pair(Form.Vector a, Form.Vector b) -> decimals(at, a.decimals(), b.decimals());
            case Pair(Form.Scores a, Form.Scores b) -> decimals(at, a.decimals(), b.decimals());
            case Pair(Form.Top a, Form.Top b) when (a.top() == 1) == (b.top() == 1) -> compare(at, a, b);
            case Pair(Form.PerItem a, Form.PerItem b)
            when a.list().equals(b.list()) -> compare(at.atItems(), a.each(), b.each());
            case Pair(Form.TopItems a, Form.TopItems b)
            when a.list().equals(b.list()) && (a.top() == 1) == (b.top() == 1) -> compare(at, a, b);
            case Pair(Form.Bands a, Form.Bands b) -> compare(at, a, b);
            case Pair(Form.Nested a, Form.Nested b) -> {}
            case Pair(Form.Number a, Form b) -> another(at, a, b);
            case Pair(Form.Whole a, Form b) -> another(at, a, b);
            case Pair(Form.Flag a, Form b) -> another(at, a, b);
            case Pair(Form.Text a, Form b) -> labels(at, a, b);
            case Pair(Form.Label a, Form b) -> labels(at, a, b);
            case Pair(Form.Bands a, Form b) -> labels(at, a, b);
            case Pair(Form.Top a, Form b) -> labels(at, a, b);
            case Pair(Form.Vector a, Form b) -> another(at, a, b);
            case Pair(Form.Scores a, Form b) -> another(at, a, b);
            case Pair(Form.PerItem a, Form b) -> another(at, a, b);
            case Pair(Form.TopItems a, Form b) -> another(at, a, b);
            case Pair(Form.Nested a, Form b) -> another(at, a, b);
        }
    }

    private static void another(Changes at, Form before, Form after) {
        at.breaking("is " + said(after) + " now, was " + said(before));
    }

    /** Forms that answer one text go together, whatever the graph answers for it. */
    private static void labels(Changes at, Form before, Form after) {
        Labels old = Labels.of(before);
        Labels now = Labels.of(after);
        if (old == null || now == null) {
            another(at, before, after);
            return;
        }
        old.compare(at, now);
        if (now.nullable() && !old.nullable()) {
            at.breaking("may be null now");
        } else if (old.nullable() && !now.nullable()) {
            at.compatible("is never null any more");
        }
    }

    private static void compare(Changes at, Form.Bands before, Form.Bands after) {
        labels(at, before, after);
        if (!said(before.bands()).equals(said(after.bands()))) {
            at.compatible("is decided by the bands " + said(after.bands()) + " now, was by " + said(before.bands()));
        }
    }

    private static void compare(Changes at, Form.Top before, Form.Top after) {
        Labels.ofTop(before).compare(at, Labels.ofTop(after));
        entries(at, before.top(), after.top(), before.atLeast() != null);
        atLeast(at, before.atLeast(), after.atLeast());
        if (before.top() > 1) {
            decimals(at, before.decimals(), after.decimals());
        }
    }

    private static void compare(Changes at, Form.TopItems before, Form.TopItems after) {
        entries(at, before.top(), after.top(), before.atLeast() != null);
        atLeast(at, before.atLeast(), after.atLeast());
        if (before.top() > 1) {
            decimals(at, before.decimals(), after.decimals());
        }
    }

    /** Fewer entries than before break, unless there was a bound of scores, by which there could always be fewer. */
    private static void entries(Changes at, int before, int after, boolean bounded) {
        if (before != after) {
            at.add(after > before || !bounded, "has up to " + after + " entries now, was up to " + before);
        }
    }

    private static void atLeast(Changes at, @Nullable Double before, @Nullable Double after) {
        if (after == null) {
            if (before != null) {
                at.compatible("leaves out no scores any more, was those below " + Numbers.plain(before));
            }
        } else if (before == null) {
            at.breaking("leaves out scores below " + Numbers.plain(after) + " now");
        } else if (!before.equals(after)) {
            at.compatible("leaves out scores below " + Numbers.plain(after) + " now, was " + Numbers.plain(before));
        }
    }

    private static void decimals(Changes at, @Nullable Integer before, @Nullable Integer after) {
        if (after == null) {
            if (before != null) {
                at.breaking("is not rounded any more, was to " + before + " places");
            }
        } else if (before == null) {
            at.compatible("is rounded to " + after + " places now");
        } else if (!before.equals(after)) {
            at.add(after > before, "is rounded to " + after + " places now, was to " + before);
        }
    }

    private static String said(List<Band> bands) {
        return bands.stream()
                .map(band -> band.label() + (band.below() == null ? "" : " below " + Numbers.plain(band.below())))
                .collect(Collectors.joining(", "));
    }

    private static String said(Form form) {
        return switch (form) {
            case Form.Number number -> "a number";
            case Form.Whole whole -> "a whole number";
            case Form.Flag flag -> "true or false";
            case Form.Text text -> "a text";
            case Form.Vector vector -> "a list of numbers";
            case Form.Scores scores -> "labels with their scores";
            case Form.Label label -> "a label";
            case Form.Bands bands -> "a label";
            case Form.Top top -> top.top() == 1 ? "a label" : "a list of labels and scores";
            case Form.PerItem items -> "a list with " + said(items.each()) + " for each item of " + items.list();
            case Form.TopItems items ->
                (items.top() == 1 ? "a place in " : "a list of places and scores in ") + items.list();
            case Form.Nested nested -> "nested lists";
        };
    }
}
