package io.plimsoll.graph;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks through descriptions for what they tell about the machine that trained: converters write stack traces there.
 *
 * <p>It stops at a few finds: they are examples for a report, not an inventory.
 */
final class Disclosures {

    private static final int MOST_FINDS = 20;
    private static final int LONGEST_FIND = 200;

    /** Graphs carry megabytes of stack traces, and the first show it as well as the last. */
    private static final long MOST_CHARACTERS = 4L << 20;

    private static final String START = "(?:^|[\\s\"'=:,;|(\\[<>{])";
    private static final String END = "\\.?(?:$|[^\\w.-])";
    private static final String PATH_REST = "[^\\s\"',;|:()\\]<>{}]*";
    private static final String HOME = "home|Users|root|tmp|var|opt|usr|mnt|media|data|srv|nfs|scratch|private"
            + "|work|workspaces?|content|kaggle|dbfs|databricks|builds?|app|repos?|projects?";
    private static final String FILE = "py|ipynb|pt|pth|ckpt|onnx|csv|parquet|pkl|joblib|h5|keras|pb|txt|json|yaml";

    // In linear time whatever the text, since strangers write it.
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile(START + "(?:file://)?(/(?:" + HOME + ")/" + PATH_REST + ")"),
            Pattern.compile(START + "(?:file://)?(/(?:[\\w.+@ -]+/)+[\\w.+@-]+\\.(?:" + FILE + "))\\b"),
            Pattern.compile(START + "([A-Za-z]:\\\\[^\\s\"'<>|]+)"),
            Pattern.compile(START + "(\\\\\\\\[\\w.-]+\\\\[^\\s\"'<>|]+)"),
            Pattern.compile("[a-z][a-z0-9+]*://(?:[^\\s/@]*@)?([A-Za-z0-9][\\w.-]*)"),
            Pattern.compile("(?:^|[^\\w.@-])([\\w.-]+@[A-Za-z0-9][\\w.-]*)"),
            Pattern.compile("(?:^|[^\\w./@-])((?:[A-Za-z0-9-]+\\.){2,}(?:com|org|net|edu|gov|cloud|io|dev))" + END),
            Pattern.compile(
                    "(?:^|[^\\w./@-])((?:[A-Za-z0-9-]+\\.)+(?:internal|local|localdomain|lan|corp|intranet))" + END),
            Pattern.compile(
                    "(?:^|[^\\w.])((?:10\\.\\d{1,3}|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))(?:\\.\\d{1,3}){2})" + END));

    private final Map<String, Disclosure> finds = new LinkedHashMap<>();
    private long looked;

    /** Looks at one description. */
    void look(String where, String text) {
        if (finds.size() >= MOST_FINDS || looked > MOST_CHARACTERS) {
            return;
        }
        looked += text.length();
        for (Pattern pattern : PATTERNS) {
            Matcher matcher = pattern.matcher(text);
            while (finds.size() < MOST_FINDS && matcher.find()) {
                String found = matcher.group(1);
                String shown = found.length() > LONGEST_FIND ? found.substring(0, LONGEST_FIND) + "…" : found;
                finds.putIfAbsent(shown, new Disclosure(where, shown));
            }
        }
    }

    List<Disclosure> finds() {
        return List.copyOf(finds.values());
    }
}
