package io.plimsoll.yaml;

import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields that fill the graph: single ones, and groups that fill one tensor from left to right. */
final class InputsReader {

    private final Findings findings;
    private final Scalars scalars;
    private final FieldReader fields;

    InputsReader(Findings findings, FieldReader fields) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
        this.fields = fields;
    }

    List<Input> read(Keys contract) {
        var inputs = new ArrayList<Input>();
        List<YamlNode> items = contract.needed("inputs") == null ? List.of() : contract.list("inputs");
        for (YamlNode item : items) {
            if (isGroup(item)) {
                addGroup(item, inputs);
            } else {
                addField(item, inputs);
            }
        }
        if (items.isEmpty() && contract.has("inputs")) {
            contract.problem("inputs", "inputs: found none, expected at least one field");
        }
        findings.source(Sources.INPUTS, contract.where("inputs"));
        return inputs;
    }

    /** A group has columns; what has neither those nor a name and a type is a group with a typing error. */
    private static boolean isGroup(YamlNode item) {
        if (!(item instanceof YamlNode.Mapping mapping)) {
            return false;
        }
        Set<String> keys =
                mapping.entries().stream().map(entry -> entry.key().text()).collect(Collectors.toSet());
        return keys.contains("columns")
                || keys.contains("each")
                || (keys.contains("tensor") && !keys.contains("name") && !keys.contains("type"));
    }

    private void addField(YamlNode item, List<Input> inputs) {
        Keys keys = Keys.open(item, Section.FIELD, findings);
        if (keys == null) {
            return;
        }
        Field field = fields.read(keys);
        // A list or a record, when they come, has no tensor of its own.
        String tensor = TypeName.isLater(keys.node("type")) ? null : keys.neededText("tensor");
        if (field != null && tensor != null) {
            inputs.add(new Input(field, new Target.Named(tensor)));
        }
    }

    private void addGroup(YamlNode item, List<Input> inputs) {
        Keys group = Keys.open(item, Section.GROUP, findings);
        if (group == null) {
            return;
        }
        String tensor = group.neededText("tensor");
        Keys each = group.section("each", Section.EACH);
        if (each != null) {
            fields.check(each);
        }
        YamlNode columns = group.needed("columns");
        int column = 0;
        for (YamlNode node : group.list("columns")) {
            Field field = column(node, each);
            if (field != null && tensor != null) {
                inputs.add(new Input(field, new Target.Grouped(tensor, column)));
                column += columnsOf(field);
            }
        }
        if (columns instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            group.problem("columns", "columns: found none, expected at least one");
        }
        if (tensor != null) {
            findings.source(Sources.group(tensor), group.where("tensor"));
        }
    }

    private @Nullable Field column(YamlNode node, @Nullable Keys each) {
        if (node instanceof YamlNode.Mapping) {
            Keys keys = Keys.open(node, Section.COLUMN, findings);
            return keys == null ? null : fields.read(keys);
        }
        String name = scalars.text(node, "columns");
        if (name == null) {
            return null;
        }
        if (each == null) {
            findings.problem(node.where(), name + ": a bare name needs the group's key each, which says its type");
            return null;
        }
        return fields.readBare(name, node.where(), each);
    }

    /** How many columns a field fills: one, or one a value of a one-hot category. */
    static int columnsOf(Field field) {
        return field.type() instanceof CategoryType category && category.oneHot()
                ? category.values().size()
                : 1;
    }
}
