package io.plimsoll.guard;

import org.springframework.security.core.context.SecurityContextHolder;

/** Tells who sent the request that this thread answers. */
public final class Callers {

    private Callers() {}

    /** The caller; {@link Caller#NOBODY} where no request is being answered, or nobody asked who sent it. */
    public static Caller current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.getPrincipal()
                : Caller.NOBODY;
    }
}
