package io.plimsoll.guard;

import org.jspecify.annotations.Nullable;

/**
 * How callers show who they are.
 *
 * @param keys those that are known; in open mode, of operators
 * @param tokens those that are taken, where the mode is {@link AccessMode#JWT}; else null
 * @param own requests of the process itself
 * @param denials answers whoever is turned away
 */
public record Access(
        AccessMode mode, KeyRing keys, @Nullable Tokens tokens, OwnRequests own, Denials denials) {}
