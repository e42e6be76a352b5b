package io.plimsoll.codec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes rows by chance, with a field of each type, lists of values and of records, and vectors. */
final class RandomRow {

    /** What a category may be. */
    static final List<String> WORDS = List.of("own", "rent", "free");

    private RandomRow() {}

    static String json(Random random) {
        var members = new ArrayList<String>();
        maybe(random, members, "age", RandomJson.integer(random));
        maybe(random, members, "income", RandomJson.number(random));
        maybe(random, members, "employed", Boolean.toString(random.nextBoolean()));
        maybe(random, members, "housing", "\"" + WORDS.get(random.nextInt(3)) + "\"");
        maybe(random, members, "purpose", RandomJson.text(random));
        maybe(random, members, "since", "\"" + LocalDate.ofEpochDay(random.nextInt(60_000) - 30_000) + "\"");
        maybe(random, members, "amount", RandomJson.decimal(random));
        maybe(random, members, "at", RandomJson.moment(random));
        maybe(random, members, "embedding", RandomJson.list(random, 3, RandomRow::numberOrNull));
        maybe(random, members, "visits", RandomJson.list(random, random.nextInt(6), RandomRow::integerOrNull));
        members.add("\"items\":" + RandomJson.list(random, 1 + random.nextInt(4), RandomRow::item));
        return object(random, members);
    }

    private static String item(Random random) {
        var members = new ArrayList<String>();
        members.add("\"price\":" + RandomJson.decimal(random));
        maybe(random, members, "at", RandomJson.moment(random));
        maybe(random, members, "note", RandomJson.text(random));
        maybe(random, members, "pair", RandomJson.list(random, 2, RandomJson::integer));
        return object(random, members);
    }

    private static String numberOrNull(Random random) {
        return RandomJson.orNull(random, RandomJson.number(random));
    }

    private static String integerOrNull(Random random) {
        return RandomJson.orNull(random, RandomJson.integer(random));
    }

    private static String object(Random random, List<String> members) {
        Collections.shuffle(members, random);
        return "{" + RandomJson.space(random)
                + String.join(RandomJson.space(random) + "," + RandomJson.space(random), members)
                + RandomJson.space(random) + "}";
    }

    private static void maybe(Random random, List<String> members, String name, String value) {
        int choice = random.nextInt(8);
        if (choice > 0) {
            members.add("\"" + name + "\":" + RandomJson.space(random) + (choice == 1 ? "null" : value));
        }
    }
}
