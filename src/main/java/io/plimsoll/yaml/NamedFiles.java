package io.plimsoll.yaml;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON files that a contract names instead of writing long lists out, each of them once. */
final class NamedFiles {

    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_BYTES_TOGETHER = 32 << 20;

    private final PackageTexts texts;
    private final Findings findings;
    private final Map<String, YamlNode> read = new HashMap<>();
    private int bytesRead;

    NamedFiles(PackageTexts texts, Findings findings) {
        this.texts = texts;
        this.findings = findings;
    }

    /**
     * What the file holds that a key names: a list, or keys and values that all stand in quotes. Null, with a problem,
     * if there is no such file or it is no JSON.
     */
    @Nullable
    YamlNode read(Keys keys, String key) {
        String file = keys.file(key);
        if (file == null || read.containsKey(file)) {
            return file == null ? null : read.get(file);
        }
        byte[] bytes = texts.read(file, MOST_BYTES);
        if (bytes == null) {
            keys.problem(key, key + ": the package has no file " + file);
            return null;
        }
        if (bytes.length > MOST_BYTES) {
            keys.problem(key, key + ": " + file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
            return null;
        }
        if (bytesRead + bytes.length > MOST_BYTES_TOGETHER) {
            keys.problem(
                    key,
                    key + ": with " + file + " the files that the contract names are larger than "
                            + (MOST_BYTES_TOGETHER >> 20) + " MiB");
            return null;
        }
        bytesRead += bytes.length;
        YamlNode node = new JsonReader(file, findings).read(bytes);
        if (node != null) {
            read.put(file, node);
        }
        return node;
    }

    /** That a key which names a file was meant, where the name of one stands for what it should hold. */
    static String hint(YamlNode node, String key) {
        return node instanceof YamlNode.Scalar scalar && scalar.text().endsWith(".json")
                ? "; did you mean " + key + "?"
                : "";
    }

    /** The files that were read. */
    Set<String> names() {
        return Set.copyOf(read.keySet());
    }
}
