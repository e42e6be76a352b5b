package io.plimsoll.lifecycle;

import java.util.List;

/** What came of loading a version. */
sealed interface Loading {

    /** It is in memory, proved and warmed. */
    record Ready(LoadedVersion version) implements Loading {}

    /** It may not serve, and trying again helps nobody. */
    record Refused(List<String> reasons) implements Loading {}

    /**
     * It could not be loaded now.
     *
     * @param fault whether it counts as failed meanwhile, or only as late
     */
    record Later(String reason, boolean fault) implements Loading {}
}
