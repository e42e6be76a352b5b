package io.plimsoll.inference;

/** How many runs an engine takes; asked anew for each, so that an operator may change it while it serves. */
public interface LaneLimits {

    /** Runs at the same time; what is over the lanes that there are counts for nothing. */
    int lanes();

    /** Runs that may wait for a runner; more are refused at once. */
    int queue();

    /** Limits that stay as they are. */
    static LaneLimits of(int lanes, int queue) {
        return new LaneLimits() {
            @Override
            public int lanes() {
                return lanes;
            }

            @Override
            public int queue() {
                return queue;
            }
        };
    }
}
