package io.plimsoll.inference;

import io.plimsoll.contract.Absence;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.TextType;
import java.util.List;
import java.util.stream.IntStream;

/** Fields in few words, for tests. */
final class Fields {

    private Fields() {}

    static Field field(String name, FieldType type) {
        return Field.of(name, type, new Absence.Required());
    }

    static Field field(String name, FieldType type, Absence.Filler missing) {
        return Field.of(name, type, new Absence.Missing(missing));
    }

    static Field number(String name) {
        return field(name, new NumberType(null, null));
    }

    static Field integer(String name) {
        return field(name, new IntegerType(null, null, List.of()));
    }

    static Field text(String name) {
        return field(name, new TextType(0, TextType.DEFAULT_MAX_LENGTH, null));
    }

    /** Number fields, as many as columns. */
    static Field[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> number("f" + i)).toArray(Field[]::new);
    }
}
