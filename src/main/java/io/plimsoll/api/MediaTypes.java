package io.plimsoll.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller may send and wants back: JSON in UTF-8 and nothing else. */
final class MediaTypes {

    private static final String JSON = "application/json";

    private MediaTypes() {}

    /** Whether a {@code Content-Type} is JSON, with no parameter but {@code charset=utf-8}. */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        if (contentType.equals(JSON)) {
            return true;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (!parameter.equals("charset=utf-8") && !parameter.equals("charset=\"utf-8\"")) {
                return false;
            }
        }
        return parts[0].strip().equals(JSON);
    }

    /** Whether an {@code Accept} header lets JSON be the answer; without the header everything is welcome. */
    static boolean acceptsJson(@Nullable String accept) {
        if (accept == null || accept.isBlank() || accept.equals("*/*") || accept.equals(JSON)) {
            return true;
        }
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            if ((type.equals(JSON) || type.equals("application/*") || type.equals("*/*")) && !refused(parts)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a range carries a quality of zero, which means "not this". */
    private static boolean refused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q\\s*=\\s*0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a {@code Content-Encoding} leaves the body as it is. */
    static boolean isPlain(@Nullable String contentEncoding) {
        return contentEncoding == null || contentEncoding.equalsIgnoreCase("identity");
    }
}
