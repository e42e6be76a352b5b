package io.plimsoll.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers requests that are turned away. */
@FunctionalInterface
public interface Denials {

    void answer(Denial denial, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
