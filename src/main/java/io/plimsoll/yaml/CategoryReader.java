package io.plimsoll.yaml;

import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.OnUnknown;
import io.plimsoll.contract.Vocabulary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a category: its words, their codes or columns, and what happens to a word that is none of them. */
final class CategoryReader {

    private static final int MOST_VALUES = 200;

    private final Findings findings;
    private final Scalars scalars;

    CategoryReader(Findings findings) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
    }

    @Nullable
    CategoryType read(Keys keys) {
        YamlNode values = keys.needed("values");
        boolean oneHot = keys.flag("one_hot");
        String zeros = keys.text("zeros");
        OnUnknown onUnknown = onUnknown(keys, oneHot);
        Vocabulary vocabulary = values == null ? null : vocabulary(values);
        if (vocabulary == null || onUnknown == null) {
            return null;
        }
        if (oneHot && values instanceof YamlNode.Mapping) {
            keys.problem("values", "values: one_hot takes a list, for its columns have places and no codes");
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

    private @Nullable Vocabulary vocabulary(YamlNode values) {
        int size = switch (values) {
            case YamlNode.Sequence sequence -> sequence.items().size();
            case YamlNode.Mapping mapping -> mapping.entries().size();
            default -> -1;
        };
        if (size < 0) {
            return scalars.misfit(values, "values", "a list of texts, or texts with their codes");
        }
        if (size == 0 || size > MOST_VALUES) {
            findings.problem(values.where(), "values: found " + size + ", expected 1 to " + MOST_VALUES);
            return null;
        }
        return values instanceof YamlNode.Mapping mapping ? codes(mapping) : words((YamlNode.Sequence) values);
    }

    private @Nullable Vocabulary words(YamlNode.Sequence values) {
        Set<String> words = new LinkedHashSet<>();
        for (YamlNode item : values.items()) {
            String word = scalars.text(item, "values");
            if (word != null && !words.add(word)) {
                findings.problem(item.where(), "values: " + word + " a second time");
            }
        }
        return words.isEmpty() ? null : Vocabulary.ofWords(words.stream().toList());
    }

    private @Nullable Vocabulary codes(YamlNode.Mapping values) {
        Map<String, Long> codes = new LinkedHashMap<>();
        for (YamlNode.Entry entry : values.entries()) {
            String word = scalars.text(entry.key(), "values");
            Long code =
                    scalars.integer(entry.value(), "the code of " + entry.key().text());
            if (word != null && code != null) {
                codes.put(word, code);
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
