package io.plimsoll.inference;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.TextType;
import io.plimsoll.prediction.Features;

/** How values become the cells of a string tensor. */
final class TextCells {

    private TextCells() {}

    /** The writer of single values of a type. */
    static CellWriter<StringTensor> of(FieldType type) {
        return switch (type) {
            case TextType text -> (features, content, tensor, at) -> tensor.put(at, features.text(content));
            case CategoryType category -> word(category);
            default -> throw new IllegalArgumentException("only text and words of a category fill a string tensor");
        };
    }

    private static CellWriter<StringTensor> word(CategoryType category) {
        // A category that refuses unknown words has none in its slots.
        String unknown = category.onUnknown() instanceof OnUnknown.Word(String value) ? value : "";
        return (features, content, tensor, at) -> {
            String word = content >= 0
                    ? category.word((int) content)
                    : Features.isUnknownWord(content) ? features.word(content) : unknown;
            tensor.put(at, word);
        };
    }

    /** The writer of what stands for a value, in as many cells as the value would fill. */
    static CellWriter<StringTensor> filler(Filler filler, int width) {
        String word = switch (filler) {
            case Filler.Word(String value) -> value;
            case Filler.Zeros zeros -> "";
            case Filler.Nan nan -> throw new IllegalArgumentException("a string tensor cannot hold nan");
            case Filler.Number number -> throw new IllegalArgumentException("a string tensor cannot hold a number");
        };
        return (features, content, tensor, at) -> {
            for (int i = 0; i < width; i++) {
                tensor.put(at + i, word);
            }
        };
    }
}
