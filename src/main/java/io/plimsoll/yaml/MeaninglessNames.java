package io.plimsoll.yaml;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.ListType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names that tell a business nothing, such as x1 or feature_3: a contract may have them, a published one should not.
 */
public final class MeaninglessNames {

    private static final Pattern MEANINGLESS = Pattern.compile(
            "[a-z]_?\\d*|(var|cols?|columns?|features?|feat|inputs?|fields?|arg|dim|values?|unnamed|float_input)_*\\d*");

    private MeaninglessNames() {}

    static boolean has(String name) {
        return MEANINGLESS.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Those among the names that callers of a contract must use; a synthesised contract has no other choice. */
    public static List<String> in(Contract contract) {
        return contract.requestFields().stream()
                .flatMap(MeaninglessNames::names)
                .filter(MeaninglessNames::has)
                .distinct()
                .toList();
    }

    private static Stream<String> names(Field field) {
        Stream<String> inside = field.type() instanceof ListType list && list.items() instanceof ListType.Items.Records
                ? list.items().fields().stream().map(Field::name)
                : Stream.empty();
        return Stream.concat(Stream.of(field.name()), inside);
    }
}
