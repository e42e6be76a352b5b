package io.plimsoll.codec;

import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Rule;
import io.plimsoll.contract.Violation;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The fields of a row, or of a record in a list, made ready for reading: from a name to its reader without a map and
 * without text.
 */
final class ObjectPlan {

    private static final int LONGEST_NAME = 64;

    private final List<String> names;
    private final PropertyNameMatcher matcher;
    private final FieldReader[] readers;
    private final int[] places;

    /** A bit a field that must be looked at where the caller leaves it out. */
    private final long[] needed;

    /** @param places by field, its slot in a row or its first cell in an item */
    ObjectPlan(List<FieldReader> fields, int[] places) {
        this.names = fields.stream().map(FieldReader::name).toList();
        this.matcher = JsonSource.FACTORY.constructNameMatcher(
                names.stream().map(Named::fromString).toList(), false);
        this.readers = fields.toArray(FieldReader[]::new);
        this.places = places.clone();
        this.needed = new long[(readers.length + 63) >>> 6];
        for (int i = 0; i < readers.length; i++) {
            if (readers[i].needed()) {
                needed[i >>> 6] |= 1L << i;
            }
        }
    }

    /**
     * Reads the object whose start the parser stands on, all of its faults at once.
     *
     * @param seen where to keep note of its names
     * @param start what the places of its fields are counted from
     */
    void read(JsonParser parser, RowIntake row, Sightings seen, int start) {
        seen.begin();
        int field;
        while ((field = parser.nextNameMatch(matcher)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (field >= 0) {
                readField(field, parser, row, seen, start);
            } else if (field == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                readUnknown(parser, row, seen);
            } else {
                throw new StreamReadException(parser, "neither a name nor the end of an object");
            }
        }
        fillAbsent(row, seen, start);
    }

    private void readField(int field, JsonParser parser, RowIntake row, Sightings seen, int start) {
        if (!seen.first(field)) {
            throw new JsonSource.DuplicateKey(parser);
        }
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NULL) {
            seen.arrived(field);
            readers[field].read(parser, token, row, start + places[field]);
        }
    }

    private void readUnknown(JsonParser parser, RowIntake row, Sightings seen) {
        String name = parser.currentName();
        if (!seen.first(name)) {
            throw new JsonSource.DuplicateKey(parser);
        }
        JsonSource.skip(parser, parser.nextToken());
        String shown = shown(name);
        String nearest = row.maySuggest() ? NearestName.among(names, shown) : null;
        row.refuse(
                shown,
                new Violation(
                        Rule.UNKNOWN_FIELD,
                        null,
                        nearest == null
                                ? "is not a field of this model"
                                : "is not a field of this model; did you mean " + nearest + "?"));
    }

    /** A caller's name, made safe for logs and answers. */
    private static String shown(String name) {
        var safe = new StringBuilder(LONGEST_NAME);
        for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
            char c = name.charAt(i);
            safe.append(c < 128 && (Character.isLetterOrDigit(c) || "_-. ".indexOf(c) >= 0) ? c : '?');
        }
        return safe.toString();
    }

    private void fillAbsent(RowIntake row, Sightings seen, int start) {
        for (int word = 0; word < needed.length; word++) {
            for (long left = needed[word] & seen.absent(word); left != 0; left &= left - 1) {
                int field = (word << 6) + Long.numberOfTrailingZeros(left);
                readers[field].absent(row, start + places[field]);
            }
        }
    }
}
