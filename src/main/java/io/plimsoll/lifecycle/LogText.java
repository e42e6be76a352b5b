package io.plimsoll.lifecycle;

/** Text that comes from a package, made fit for one line of a log: names of files may hold anything. */
final class LogText {

    private static final int LONGEST = 4_000;

    private LogText() {}

    /** The text without control characters, cut where it is very long. */
    static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.LINE_SEPARATOR ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
