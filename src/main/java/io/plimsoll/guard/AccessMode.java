package io.plimsoll.guard;

/** How callers show who they are. */
public enum AccessMode {
    /** Not at all. */
    OPEN,
    /** By a key of the file of keys. */
    KEYS,
    /** By a token that an issuer signed. */
    JWT
}
