package io.plimsoll.guard;

import jakarta.servlet.http.HttpServletRequest;

/** Knows the requests that the process sends to itself, which need no key. */
@FunctionalInterface
public interface OwnRequests {

    boolean knows(HttpServletRequest request);
}
