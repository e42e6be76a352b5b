package io.plimsoll.codec;

import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a word of a vocabulary as its place, and does with other words what the contract says. */
final class CategoryReader extends FieldReader {

    /** Longer vocabularies are not written out in an error. */
    private static final int MOST_WORDS_NAMED = 20;

    private final CategoryType type;
    private final Violation notAWord;

    CategoryReader(Field field, Destination destination, CategoryType type) {
        super(field, destination);
        this.type = type;
        this.notAWord = notAWord(type);
    }

    private static Violation notAWord(CategoryType type) {
        int words = type.words().size();
        if (words > MOST_WORDS_NAMED) {
            return new Violation(Rule.VALUE, null, "must be one of its " + words + " values");
        }
        String all = String.join(", ", type.words());
        return new Violation(Rule.VALUE, all, "must be one of: " + all);
    }

    @Override
    void read(JsonParser parser, JsonToken token, RowIntake row, int at) {
        if (token != JsonToken.VALUE_STRING) {
            refuseType(parser, token, row, "must be a string");
            return;
        }
        String word = parser.getString();
        int place = type.place(word);
        if (place != CategoryType.UNKNOWN) {
            put(row, at, place);
            return;
        }
        Violation violation = TextCheck.of(word);
        if (violation != null) {
            refuse(row, violation);
        } else if (type.closed()) {
            refuse(row, notAWord);
        } else if (type.onUnknown() instanceof OnUnknown.Pass && destination().stores()) {
            put(row, at, row.features().addUnknownWord(word));
        } else {
            put(row, at, CategoryType.UNKNOWN);
        }
    }
}
