package io.plimsoll.release;

import java.util.List;

/** The releases of the models of this process, as operators may see them. */
public interface Releases {

    /** The newest records of a model's log that this process has read, newest first; none where there is no log. */
    List<ReleaseRecord> history(String model);

    /**
     * Whether the log of a model no longer holds the record that it is served by, as after a restore from a backup;
     * what serves stays until the log is reset.
     */
    boolean forked(String model);
}
