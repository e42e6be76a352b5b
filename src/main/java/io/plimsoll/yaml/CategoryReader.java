package io.plimsoll.yaml;

import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Vocabulary;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a category: its words, their codes or columns, and what happens to a word that is none of them. */
final class CategoryReader {

    /** More belong in a file of their own. */
    private static final int MOST_VALUES = 200;

    private static final int MOST_VALUES_OF_A_FILE = 100_000;
    /** Of one list of words, so that a file of another kind does not give as many as it has lines. */
    private static final int MOST_PROBLEMS = 20;

    private final Findings findings;
    private final Scalars scalars;
    private final NamedFiles files;
    /** What was made of the files, since many fields may name the same one. */
    private final IdentityHashMap<YamlNode, @Nullable Vocabulary> read = new IdentityHashMap<>();

    CategoryReader(Findings findings, NamedFiles files) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
        this.files = files;
    }

    @Nullable
    CategoryType read(Keys keys) {
        boolean oneHot = keys.flag("one_hot");
        String zeros = keys.text("zeros");
        OnUnknown onUnknown = onUnknown(keys, oneHot);
        String source = keys.has("values_from") ? "values_from" : "values";
        YamlNode values = values(keys, source);
        Vocabulary vocabulary = values == null ? null : vocabulary(source, values);
        if (vocabulary == null || onUnknown == null) {
            return null;
        }
        if (oneHot && values instanceof YamlNode.Mapping) {
            keys.problem(source, source + ": one_hot takes a list, for its columns have places and no codes");
            return null;
        }
        if (zeros != null && !oneHot) {
            keys.problem("zeros", "zeros: only a category with one_hot: true has columns that can all be 0");
            return null;
        }
        if (zeros != null && vocabulary.place(zeros) >= 0) {
            keys.problem("zeros", "zeros: " + zeros + " has a column of its own in values; name a further value");
            return null;
        }
        return new CategoryType(vocabulary, onUnknown, oneHot, zeros);
    }

    private @Nullable YamlNode values(Keys keys, String source) {
        if (source.equals("values")) {
            return keys.needed("values");
        }
        if (keys.has("values")) {
            keys.problem(source, "values_from: there are values already; a category has one of the two");
            return null;
        }
        return files.read(keys, source);
    }

    private @Nullable Vocabulary vocabulary(String source, YamlNode values) {
        if (source.equals("values")) {
            return vocabulary(values, MOST_VALUES, "; name a file of more with values_from");
        }
        if (!read.containsKey(values)) {
            read.put(values, vocabulary(values, MOST_VALUES_OF_A_FILE, ""));
        }
        return read.get(values);
    }

    private @Nullable Vocabulary vocabulary(YamlNode values, int most, String advice) {
        int size = switch (values) {
            case YamlNode.Sequence sequence -> sequence.items().size();
            case YamlNode.Mapping mapping -> mapping.entries().size();
            case YamlNode.Scalar _, YamlNode.Unreadable _ -> -1;
        };
        if (size < 0) {
            return scalars.misfit(
                    values,
                    "values",
                    "a list of texts, or texts with their codes" + NamedFiles.hint(values, "values_from"));
        }
        if (size == 0 || size > most) {
            findings.problem(
                    values.where(), "values: found " + size + ", expected 1 to " + most + (size == 0 ? "" : advice));
            return null;
        }
        int before = findings.count();
        Vocabulary vocabulary =
                values instanceof YamlNode.Mapping mapping ? codes(mapping) : words((YamlNode.Sequence) values);
        return findings.count() > before ? null : vocabulary;
    }

    private @Nullable Vocabulary words(YamlNode.Sequence values) {
        int before = findings.count();
        Set<String> words = new LinkedHashSet<>();
        for (YamlNode item : values.items()) {
            String word = scalars.text(item, "values");
            if (word != null && !words.add(word)) {
                findings.problem(item.where(), "values: " + word + " a second time");
            }
            if (findings.count() - before >= MOST_PROBLEMS) {
                break;
            }
        }
        return words.isEmpty() ? null : Vocabulary.ofWords(words.stream().toList());
    }

    private @Nullable Vocabulary codes(YamlNode.Mapping values) {
        int before = findings.count();
        Map<String, Long> codes = new LinkedHashMap<>();
        for (YamlNode.Entry entry : values.entries()) {
            String word = scalars.text(entry.key(), "values");
            Long code =
                    scalars.integer(entry.value(), "the code of " + entry.key().text());
            if (word != null && code != null) {
                codes.put(word, code);
            }
            if (findings.count() - before >= MOST_PROBLEMS) {
                break;
            }
        }
        return codes.isEmpty() ? null : Vocabulary.ofCodes(codes);
    }

    private @Nullable OnUnknown onUnknown(Keys keys, boolean oneHot) {
        YamlNode node = keys.node("on_unknown");
        if (node == null || Scalars.isWord(node, "reject")) {
            return new OnUnknown.Reject();
        }
        if (Scalars.isWord(node, "zeros")) {
            return oneHot
                    ? new OnUnknown.Zeros()
                    : scalars.misfit(node, "on_unknown", "something else: zeros goes with one_hot: true");
        }
        if (oneHot) {
            return scalars.misfit(node, "on_unknown", "reject or zeros, for a category with one_hot: true");
        }
        if (Scalars.isWord(node, "pass")) {
            return new OnUnknown.Pass();
        }
        if (Scalars.isNumber(node)) {
            Long code = scalars.integer(node, "on_unknown");
            return code == null ? null : new OnUnknown.Code(code);
        }
        String word = scalars.word(node, "on_unknown");
        return word == null ? null : new OnUnknown.Word(word);
    }
}
