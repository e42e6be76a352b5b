package io.plimsoll.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The trace that a request belongs to: the caller's by W3C {@code traceparent}, or one that starts here. */
final class Trace {

    /** The header of every answer that names its trace. */
    static final String HEADER = "X-Trace-Id";

    private static final String ATTRIBUTE = Trace.class.getName();
    private static final HexFormat HEX = HexFormat.of();
    private static final int ID = 3;
    private static final int PARENT = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    private Trace() {}

    /** The id of the request's trace, the same at every call: 32 lower-case hexadecimal digits. */
    static String idOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String continued = continued(request.getHeaders("traceparent"));
        String id = continued == null ? fresh() : continued;
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static @Nullable String continued(Enumeration<String> headers) {
        if (!headers.hasMoreElements()) {
            return null;
        }
        String parent = headers.nextElement();
        return headers.hasMoreElements() ? null : parse(parent);
    }

    /** The trace id of a {@code traceparent}, or null if the specification has it ignored. */
    static @Nullable String parse(String parent) {
        boolean sound = parent.length() >= LENGTH
                && hex(parent, 0, 2)
                && parent.charAt(ID - 1) == '-'
                && hex(parent, ID, PARENT - 1)
                && parent.charAt(PARENT - 1) == '-'
                && hex(parent, PARENT, FLAGS - 1)
                && parent.charAt(FLAGS - 1) == '-'
                && hex(parent, FLAGS, LENGTH)
                && lengthFitsVersion(parent)
                && !zero(parent, ID, PARENT - 1)
                && !zero(parent, PARENT, FLAGS - 1);
        return sound ? parent.substring(ID, PARENT - 1) : null;
    }

    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /** Version 00 ends after its flags, a later one may go on after a hyphen, ff is no version. */
    private static boolean lengthFitsVersion(String parent) {
        return parent.startsWith("00")
                ? parent.length() == LENGTH
                : !parent.startsWith("ff") && (parent.length() == LENGTH || parent.charAt(LENGTH) == '-');
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
