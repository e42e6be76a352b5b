package io.plimsoll.lifecycle;

/** Takes a version from the repository into memory, proved and warmed; this can take long. */
interface VersionLoader {

    /** Loads a version; never throws but where the process ends. */
    Loading load(PinnedVersion version);

    /** Forgets what was found wrong with a version before. */
    void forget(PinnedVersion version);

    /** Brings the files of a version to this machine, so that it can be loaded when the repository is away. */
    void fetch(PinnedVersion version);
}
