package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.TensorText;
import io.plimsoll.contract.VectorType;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts that cross ONNX Runtime's Java binding though no caller sends them: those of contract and graph. */
final class BoundTexts {

    private BoundTexts() {}

    /** A text, and what of the contract holds it. */
    private record Held(String holder, String text) {}

    /** What holds a text that the binding would garble. */
    static Optional<String> garbled(Binding binding) {
        if (binding.signature().supplementary()) {
            return Optional.of("the graph");
        }
        return binding.inputs().stream()
                .filter(input -> input.element() == ElementType.STRING)
                .flatMap(BoundTexts::given)
                .filter(held -> !TensorText.crossesBinding(held.text))
                .map(Held::holder)
                .findFirst();
    }

    private static Stream<Held> given(InputTensor input) {
        return switch (input.fill()) {
            case Fill.Columns columns -> columns.moves().stream().flatMap(move -> given(move.leaf()));
            case Fill.Constant constant ->
                constant.cells().stream().flatMap(BoundTexts::text).map(text -> new Held(input.name(), text));
            case Fill.Mask mask -> Stream.empty();
            case Fill.Lengths lengths -> Stream.empty();
        };
    }

    private static Stream<Held> given(Leaf leaf) {
        Stream<String> values =
                leaf.field().type() instanceof VectorType vector ? texts(vector.items()) : Stream.empty();
        return Stream.of(texts(leaf.field()), values, word(leaf.pad()))
                .flatMap(texts -> texts)
                .map(text -> new Held(leaf.path(), text));
    }

    private static Stream<String> texts(Field field) {
        Stream<String> words = field.type() instanceof CategoryType category ? words(category) : Stream.empty();
        Stream<String> absent = switch (field.absence()) {
            case Absence.Default(Scalar value) -> text(value);
            case Absence.Missing(Filler filler) -> word(filler);
            case Absence.Required required -> Stream.empty();
            case Absence.Optional optional -> Stream.empty();
            case Absence.Empty empty -> Stream.empty();
        };
        return Stream.concat(words, absent);
    }

    private static Stream<String> words(CategoryType category) {
        Stream<String> unknown =
                category.onUnknown() instanceof OnUnknown.Word(String word) ? Stream.of(word) : Stream.empty();
        return Stream.concat(category.words().stream(), unknown);
    }

    private static Stream<String> word(@Nullable Filler filler) {
        return filler instanceof Filler.Word(String word) ? Stream.of(word) : Stream.empty();
    }

    private static Stream<String> text(Scalar value) {
        return value instanceof Scalar.Text(String text) ? Stream.of(text) : Stream.empty();
    }
}
