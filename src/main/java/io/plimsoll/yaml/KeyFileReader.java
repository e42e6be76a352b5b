package io.plimsoll.yaml;

import io.plimsoll.contract.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the file of the keys that callers show, as strictly as a contract. */
public final class KeyFileReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MODELS = Pattern.compile("[a-z0-9-]+\\*?|\\*");

    private final Findings findings = new Findings();
    private final Scalars scalars = new Scalars(findings);
    private final Set<String> digests = new HashSet<>();

    private KeyFileReader() {}

    /**
     * A line of the file.
     *
     * @param sha256 of the key, in 64 lower-case hexadecimal digits
     * @param models names, or prefixes that end in {@code *}; null where the line says nothing of them
     */
    public record Entry(
            String name,
            String sha256,
            boolean operator,
            @Nullable List<String> models,
            @Nullable Double ratePerSecond) {

        public Entry {
            models = models == null ? null : List.copyOf(models);
        }
    }

    /** What came of reading a text. */
    public sealed interface Reading {

        record Accepted(List<Entry> entries) implements Reading {

            public Accepted {
                entries = List.copyOf(entries);
            }
        }

        /** No keys, and every reason why, in the order of the text. */
        record Refused(List<Problem> problems) implements Reading {

            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads keys.
     *
     * @param fileName how positions name the file
     * @param text the file's bytes, UTF-8
     */
    public static Reading read(String fileName, byte[] text) {
        return new KeyFileReader().reading(fileName, text);
    }

    private Reading reading(String fileName, byte[] text) {
        YamlNode root = new YamlReader(fileName, findings).read(text);
        Keys keys = root == null ? null : Keys.open(root, Section.KEY_FILE, findings);
        var entries = new ArrayList<Entry>();
        if (keys != null) {
            keys.needed("callers");
            for (YamlNode node : keys.list("callers")) {
                Keys line = Keys.open(node, Section.KEY, findings);
                Entry entry = line == null ? null : entry(line);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return findings.clean() ? new Reading.Accepted(entries) : new Reading.Refused(findings.problems());
    }

    private @Nullable Entry entry(Keys line) {
        String name = fitting(line, "name", NAME, "letters, digits, dots, hyphens, underscores and @, at most 64");
        String sha256 =
                fitting(line, "sha256", SHA256, "64 hexadecimal digits in lower case, as the key command prints them");
        String role = line.neededText("role");
        if (role != null && !role.equals("caller") && !role.equals("operator")) {
            line.misfit("role", "caller or operator");
        }
        if (sha256 != null && !digests.add(sha256)) {
            line.problem("sha256", "sha256: this key is there already");
        }
        List<String> models = line.has("models") ? models(line) : null;
        Double rate = LimitsReader.rate(line, "rate");
        return name == null || sha256 == null || role == null
                ? null
                : new Entry(name, sha256, role.equals("operator"), models, rate);
    }

    private static @Nullable String fitting(Keys line, String key, Pattern pattern, String expected) {
        String text = line.neededText(key);
        if (text == null || pattern.matcher(text).matches()) {
            return text;
        }
        line.misfit(key, expected);
        return null;
    }

    private List<String> models(Keys line) {
        var models = new ArrayList<String>();
        for (YamlNode node : line.list("models")) {
            String model = scalars.text(node, "models");
            if (model != null && !MODELS.matcher(model).matches()) {
                scalars.misfit(node, "models", "the name of a model, or a prefix that ends in *");
            } else if (model != null) {
                models.add(model);
            }
        }
        if (line.list("models").isEmpty()) {
            line.problem("models", "models: names none, so that the key is for nothing; leave it out for all of them");
        }
        return models;
    }
}
