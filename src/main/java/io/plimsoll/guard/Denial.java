package io.plimsoll.guard;

/** Why a request is turned away. */
public enum Denial {
    /** Nobody knows whose it is. */
    UNAUTHENTICATED,
    /** It is known whose it is, and that is not enough. */
    FORBIDDEN,
    /** Nobody can say whose it is at the moment: it may be known later. */
    UNKNOWABLE
}
