package io.plimsoll.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Reads what a request shows: a key or token as {@code Authorization: Bearer} or {@code X-API-Key}. */
final class Credentials {

    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";

    /** Nobody's, whatever is known. */
    private static final String NONE_OR_MANY = "";

    private Credentials() {}

    /** The one key of a request; an empty one, which is nobody's, where it has several; null where it has none. */
    static @Nullable String of(HttpServletRequest request) {
        String bearer = only(request.getHeaders("Authorization"));
        String plain = only(request.getHeaders(HEADER));
        if (bearer == null) {
            return plain;
        }
        return plain == null && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? bearer.substring(BEARER.length()).strip()
                : NONE_OR_MANY;
    }

    private static @Nullable String only(Enumeration<String> values) {
        if (!values.hasMoreElements()) {
            return null;
        }
        String first = values.nextElement();
        return values.hasMoreElements() ? NONE_OR_MANY : first;
    }
}
