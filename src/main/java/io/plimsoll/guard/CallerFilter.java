package io.plimsoll.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * Finds out who sent a request, by the key or token that came with it. What is not known is refused at once, on every
 * path; only in an open service it counts for nothing but steering, since a gateway in front may have headers of its
 * own.
 */
final class CallerFilter implements Filter {

    private static final CallerAuthentication ANYBODY = new CallerAuthentication(Caller.ANONYMOUS);

    private final Access access;
    private final Audit audit;
    private final boolean predictions;

    /**
     * A filter of a chain.
     *
     * @param predictions whether nothing comes after it that asks who it is; the process itself calls there as well
     */
    CallerFilter(Access access, Audit audit, boolean predictions) {
        this.access = access;
        this.audit = audit;
        this.predictions = predictions;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) asked;
        var response = (HttpServletResponse) answered;
        CallerAuthentication caller;
        try {
            caller = identify(request);
        } catch (Unidentified unidentified) {
            audit.denied(unidentified.reason(), null, request);
            access.denials().answer(unidentified.denial(), request, response);
            return;
        }
        if (caller == null && predictions) {
            audit.denied("no key", null, request);
            access.denials().answer(Denial.UNAUTHENTICATED, request, response);
            return;
        }
        if (caller != null) {
            // The proxy that runs all chains clears it when the request is over.
            SecurityContextHolder.setContext(new SecurityContextImpl(caller));
        }
        chain.doFilter(request, response);
    }

    /** Who it is, or null where nobody says so. */
    private @Nullable CallerAuthentication identify(HttpServletRequest request) throws Unidentified {
        if (predictions && access.own().knows(request)) {
            return ANYBODY;
        }
        boolean open = access.mode() == AccessMode.OPEN;
        String key = Credentials.of(request);
        if (key == null) {
            return open ? ANYBODY : null;
        }
        Tokens tokens = access.tokens();
        CallerAuthentication known =
                tokens != null ? tokens.find(key) : access.keys().find(key);
        if (known != null) {
            return known;
        }
        if (open && !steers(request.getRequestURI())) {
            return ANYBODY;
        }
        throw new Unidentified(Denial.UNAUTHENTICATED, tokens == null ? "unknown key" : "no valid token");
    }

    private static boolean steers(String path) {
        return path.startsWith("/admin");
    }
}
