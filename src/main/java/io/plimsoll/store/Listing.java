package io.plimsoll.store;

import java.util.List;

/** What a store answers when asked for names; only a {@link Listed} says anything about what should be served. */
public sealed interface Listing {

    /**
     * The store could be read.
     *
     * @param names valid names, sorted; none if there are only others
     * @param ignored what lies beside them and cannot be served, each with its reason
     */
    record Listed(List<String> names, List<String> ignored) implements Listing {

        public Listed {
            names = names.stream().sorted().toList();
            ignored = List.copyOf(ignored);
        }
    }

    /** Nothing at all is there: a new repository, or a volume that is not mounted. */
    record Empty() implements Listing {}

    /** The store could not be read, so nobody knows what is there. */
    record Away(String reason) implements Listing {}
}
