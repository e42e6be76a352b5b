package io.plimsoll.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a line for each call that was denied and each that steered, before its answer. No line of a steering call is
 * ever left out. Of denials there are at most so many lines a second; what is over them is told as a number soon after.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("io.plimsoll.audit");
    private static final int MOST_A_SECOND = 20;
    private static final long SECOND = 1_000_000_000;
    private static final int LONGEST = 200;

    private final LongSupplier nanoClock;
    private final Function<HttpServletRequest, String> trace;
    private final Executor later;
    private final AtomicLong unsaid = new AtomicLong();
    private long second;
    private int said;

    /**
     * An audit.
     *
     * @param trace the id of a request's trace
     * @param later runs what it is given about a second from now
     */
    public Audit(LongSupplier nanoClock, Function<HttpServletRequest, String> trace, Executor later) {
        this.nanoClock = nanoClock;
        this.trace = trace;
        this.later = later;
    }

    /**
     * A call is denied.
     *
     * @param why in a few words of ours
     * @param caller who it is, if that is known
     */
    public void denied(String why, @Nullable String caller, HttpServletRequest request) {
        if (!mayBeSaid()) {
            if (unsaid.getAndIncrement() == 0) {
                later.execute(this::tellOfTheRest);
            }
            return;
        }
        LOG.warn(
                "denied ({}): {} {} by {} from {} in trace {}",
                why,
                request.getMethod(),
                plain(request.getRequestURI()),
                caller == null ? "nobody known" : plain(caller),
                request.getRemoteAddr(),
                trace.apply(request));
    }

    private void tellOfTheRest() {
        LOG.warn("denied: {} more, of which there are no lines", unsaid.getAndSet(0));
    }

    private synchronized boolean mayBeSaid() {
        long now = nanoClock.getAsLong() / SECOND;
        if (now != second) {
            second = now;
            said = 0;
        }
        return said++ < MOST_A_SECOND;
    }

    /**
     * An operator steers.
     *
     * @param what in a few words
     * @param outcome what came of it
     */
    public void steered(String operator, String what, String outcome, HttpServletRequest request) {
        LOG.info(
                "steered by {}: {}: {} in trace {}",
                plain(operator),
                plain(what),
                plain(outcome),
                trace.apply(request));
    }

    /** What others wrote must not look like a line of ours. */
    private static String plain(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
