package io.plimsoll.yaml;

import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.contract.OperatorLimits;
import io.plimsoll.contract.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the file of an operator's limits, as strictly as a contract. */
public final class OperatorLimitsReader {

    private final Findings findings = new Findings();

    private OperatorLimitsReader() {}

    /** What came of reading a text. */
    public sealed interface Reading {

        record Accepted(OperatorLimits limits) implements Reading {}

        /** No limits, and every reason why, in the order of the text. */
        record Refused(List<Problem> problems) implements Reading {

            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads limits.
     *
     * @param fileName how positions name the file
     * @param text the file's bytes, UTF-8
     */
    public static Reading read(String fileName, byte[] text) {
        return new OperatorLimitsReader().reading(fileName, text);
    }

    private Reading reading(String fileName, byte[] text) {
        YamlNode root = new YamlReader(fileName, findings).read(text);
        Keys keys = root == null ? null : Keys.open(root, Section.OPERATOR_LIMITS, findings);
        if (keys == null) {
            return new Reading.Refused(findings.problems());
        }
        var limits = new OperatorLimits(override(keys.node("defaults")), models(keys));
        return findings.clean() ? new Reading.Accepted(limits) : new Reading.Refused(findings.problems());
    }

    private Map<String, LimitsOverride> models(Keys keys) {
        var models = new LinkedHashMap<String, LimitsOverride>();
        switch (keys.node("models")) {
            case null -> {}
            case YamlNode.Mapping mapping ->
                mapping.entries().forEach(entry -> models.put(entry.key().text(), override(entry.value())));
            case YamlNode _ -> keys.misfit("models", "names of models, each with its limits");
        }
        return models;
    }

    private LimitsOverride override(@Nullable YamlNode node) {
        Keys keys = node == null ? null : Keys.open(node, Section.OVERRIDE, findings);
        return keys == null ? LimitsOverride.NONE : LimitsReader.override(keys);
    }
}
