package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType.CategoryType;
import io.plimsoll.contract.FieldType.OnUnknown;
import io.plimsoll.contract.FieldType.TextType;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Features;

/** Gives the text that one field puts into one row of a string tensor; never null, which would end the process. */
@FunctionalInterface
interface TextSource {

    String text(Features features, int row) throws RunFailed;

    /** The source of a field that was bound to a column of such a tensor. */
    static TextSource of(Move move, Field field) {
        int slot = move.field();
        TextSource present = present(slot, field);
        TextSource absent = absent(field);
        return (features, row) -> (features.missing(row, slot) ? absent : present).text(features, row);
    }

    private static TextSource present(int slot, Field field) {
        return switch (field.type()) {
            case TextType text -> (features, row) -> BindingText.crossing(features.text(row, slot));
            case CategoryType category -> word(slot, category);
            default -> throw misbound(field, "only text and words of a category fill a string tensor");
        };
    }

    private static TextSource word(int slot, CategoryType category) {
        // A category that refuses unknown words has none in its slots.
        String unknown = category.onUnknown() instanceof OnUnknown.Word(String value) ? value : "";
        return (features, row) -> {
            long place = features.slot(row, slot);
            if (place >= 0) {
                return BindingText.crossing(category.word((int) place));
            }
            return BindingText.crossing(place == CategoryType.UNKNOWN ? unknown : features.unknownWord(row, slot));
        };
    }

    private static TextSource absent(Field field) {
        if (!(field.absence() instanceof Absence.Missing(Absence.Filler filler))) {
            return (features, row) -> {
                throw new RunFailed(new Failure.Internal("a row reached the graph without a required field"));
            };
        }
        String word = switch (filler) {
            case Absence.Filler.Word(String value) -> value;
            case Absence.Filler.Zeros zeros -> "";
            case Absence.Filler.Nan nan -> throw misbound(field, "a string tensor cannot hold nan");
            case Absence.Filler.Number number -> throw misbound(field, "a string tensor cannot hold a number");
        };
        return (features, row) -> BindingText.crossing(word);
    }

    private static IllegalArgumentException misbound(Field field, String why) {
        return new IllegalArgumentException(field.name() + ": " + why);
    }
}
