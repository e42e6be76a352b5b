package io.plimsoll.yaml;

import io.plimsoll.contract.Contract.Constant;
import io.plimsoll.contract.Scalar;
import io.plimsoll.contract.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what graph inputs hold that no caller fills: one value for all cells, or one a cell. */
final class ConstantsReader {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final Findings findings;
    private final Scalars scalars;

    ConstantsReader(Findings findings) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
    }

    List<Constant> read(Keys contract) {
        YamlNode node = contract.node("constants");
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            contract.misfit("constants", "graph inputs and their values");
            return List.of();
        }
        var constants = new ArrayList<Constant>();
        for (YamlNode.Entry entry : mapping.entries()) {
            String tensor = scalars.text(entry.key(), "constants");
            List<Scalar> values = values(entry.key().text(), entry.value());
            if (tensor != null && !values.isEmpty()) {
                findings.source(Sources.constant(tensor), entry.key().where());
                constants.add(new Constant(tensor, values));
            }
        }
        return constants;
    }

    /** None, with a problem, if there is nothing that a tensor could hold. */
    private List<Scalar> values(String tensor, YamlNode node) {
        if (!(node instanceof YamlNode.Sequence list)) {
            Scalar value = value(tensor, node);
            return value == null ? List.of() : List.of(value);
        }
        if (list.items().isEmpty()) {
            findings.problem(node.where(), tensor + ": found no values, expected one, or one a cell");
        }
        var values = new ArrayList<Scalar>();
        for (YamlNode item : list.items()) {
            Scalar value = value(tensor, item);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Scalar value(String tensor, YamlNode node) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return scalars.misfit(node, tensor, "a number, true, false, a text, or a flat list of these");
        }
        if (Scalars.isWord(node, "true") || Scalars.isWord(node, "false")) {
            return new Scalar.Flag(scalar.text().equals("true"));
        }
        if (!Scalars.isNumber(node)) {
            String text = scalars.word(node, tensor);
            return text == null ? null : new Scalar.Text(text);
        }
        if (WHOLE.matcher(scalar.text()).matches()) {
            return new Scalar.Whole(Long.parseLong(scalar.text()));
        }
        Double number = scalars.number(node, tensor);
        return number == null ? null : new Scalar.Real(number);
    }
}
