package io.plimsoll.codec;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Which names of one object have come by, and which of its fields have a value; begun anew for each object. */
final class Sightings {

    private final long[] named;
    private final long[] present;
    private Set<String> unknown = Set.of();

    Sightings(int fields) {
        named = new long[(fields + 63) >>> 6];
        present = new long[named.length];
    }

    void begin() {
        Arrays.fill(named, 0);
        Arrays.fill(present, 0);
        unknown = Set.of();
    }

    /** Notes that the field was named, and tells whether it was for the first time. */
    boolean first(int field) {
        long bit = 1L << field;
        boolean first = (named[field >>> 6] & bit) == 0;
        named[field >>> 6] |= bit;
        return first;
    }

    boolean first(String unknownName) {
        if (unknown.isEmpty()) {
            unknown = new HashSet<>();
        }
        return unknown.add(unknownName);
    }

    /** Notes that the field has a value, right or wrong. */
    void arrived(int field) {
        present[field >>> 6] |= 1L << field;
    }

    /** Of 64 fields, those that have no value. */
    long absent(int word) {
        return ~present[word];
    }
}
