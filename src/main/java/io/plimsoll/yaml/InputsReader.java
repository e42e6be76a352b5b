package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Sources;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields that fill the graph: single ones, groups that fill one tensor from left to right, and lists. */
final class InputsReader {

    private final Findings findings;
    private final FieldReader fields;
    private final FieldNames names;
    private final GroupReader groups;
    private final ListReader lists;

    InputsReader(Findings findings, FieldReader fields, ListReader lists, FieldNames names) {
        this.findings = findings;
        this.fields = fields;
        this.names = names;
        this.groups = new GroupReader(findings, fields);
        this.lists = lists;
    }

    List<Input> read(Keys contract) {
        var inputs = new ArrayList<Input>();
        List<YamlNode> items = contract.needed("inputs") == null ? List.of() : contract.list("inputs");
        for (YamlNode item : items) {
            if (GroupReader.isGroup(item)) {
                addGroup(item, inputs);
            } else {
                addField(item, inputs);
            }
        }
        if (items.isEmpty() && contract.has("inputs")) {
            contract.problem("inputs", "inputs: found none, expected at least one field");
        }
        findings.source(Sources.INPUTS, contract.where("inputs"));
        return lists.settled(inputs);
    }

    private void addField(YamlNode item, List<Input> inputs) {
        Keys keys = Keys.open(item, Section.FIELD, findings);
        if (keys == null) {
            return;
        }
        if (TypeName.LIST.isNamedBy(keys)) {
            Input list = lists.input(keys);
            if (list != null) {
                inputs.add(list);
            }
            return;
        }
        Field field = fields.read(keys, names);
        String tensor = keys.neededText("tensor");
        if (field != null && tensor != null) {
            inputs.add(new Input(field, new Target.Named(tensor)));
        }
    }

    private void addGroup(YamlNode item, List<Input> inputs) {
        Keys group = Keys.open(item, Section.GROUP, findings);
        if (group != null) {
            groups.read(group, names).forEach(column -> inputs.add(new Input(column.field(), column.target())));
        }
    }
}
