package io.plimsoll.graph;

/**
 * A path or a host name that a converter left in a description.
 *
 * @param where the description it stands in
 * @param found the path or the host name
 */
public record Disclosure(String where, String found) {

    @Override
    public String toString() {
        return where + " names " + found;
    }
}
