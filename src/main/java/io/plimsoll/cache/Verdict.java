package io.plimsoll.cache;

import java.time.Instant;
import java.util.List;

/**
 * What became of a proof, where it would become the same again. A proof that took too long or too much memory leaves no
 * verdict: on another day, or another machine, it may not.
 */
public sealed interface Verdict {

    /** When the proof ended. */
    Instant at();

    /** The version may serve. */
    record Passed(Instant at) implements Verdict {}

    /** It may not. */
    record Refused(Instant at, List<String> reasons) implements Verdict {

        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It ended the process that proved it; nobody tries again for an hour, or until the verdict is cleared.
     *
     * @param how what was seen of the end
     */
    record Crashed(Instant at, String how) implements Verdict {}
}
