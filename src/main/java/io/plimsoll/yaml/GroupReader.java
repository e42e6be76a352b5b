package io.plimsoll.yaml;

import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input.Target;
import io.plimsoll.contract.Leaf;
import io.plimsoll.contract.Problem.Position;
import io.plimsoll.contract.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads groups: fields that fill one tensor from left to right, of a row or of the items of a list. */
final class GroupReader {

    private static final int MOST_COLUMNS = 1 << 20;

    private final Findings findings;
    private final Scalars scalars;
    private final FieldReader fields;

    GroupReader(Findings findings, FieldReader fields) {
        this.findings = findings;
        this.scalars = new Scalars(findings);
        this.fields = fields;
    }

    /** A field of a group, where it stands and where its columns go. */
    record Column(Field field, Position where, Target.Grouped target) {}

    /** A group has columns; what has neither those nor a name and a type is a group with a typing error. */
    static boolean isGroup(YamlNode item) {
        if (!(item instanceof YamlNode.Mapping mapping)) {
            return false;
        }
        Set<String> keys =
                mapping.entries().stream().map(entry -> entry.key().text()).collect(Collectors.toSet());
        return keys.contains("columns")
                || keys.contains("each")
                || (keys.contains("tensor") && !keys.contains("name") && !keys.contains("type"));
    }

    List<Column> read(Keys group, FieldNames names) {
        String tensor = group.neededText("tensor");
        Keys each = group.section("each", Section.EACH);
        if (each != null) {
            // What is wrong with it is told even if no column is a bare name.
            fields.unnamed("", each, TypeName.PART);
        }
        YamlNode nodes = group.needed("columns");
        var columns = new ArrayList<Column>();
        int next = 0;
        for (YamlNode node : group.list("columns")) {
            Field field = column(node, each, names);
            if (field == null || tensor == null || next > MOST_COLUMNS) {
                continue;
            }
            columns.add(new Column(field, node.where(), new Target.Grouped(tensor, next)));
            next += Leaf.columns(field.type());
        }
        if (next > MOST_COLUMNS) {
            group.problem("columns", "columns: over a million");
        }
        if (nodes instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            group.problem("columns", "columns: found none, expected at least one");
        }
        if (tensor != null) {
            findings.source(Sources.group(tensor), group.where("tensor"));
        }
        return columns;
    }

    private @Nullable Field column(YamlNode node, @Nullable Keys each, FieldNames names) {
        if (node instanceof YamlNode.Mapping) {
            Keys keys = Keys.open(node, Section.COLUMN, findings);
            return keys == null ? null : fields.read(keys, names);
        }
        String name = scalars.text(node, "columns");
        if (name == null) {
            return null;
        }
        if (each == null) {
            findings.problem(node.where(), name + ": a bare name needs the group's key each, which says its type");
            return null;
        }
        return fields.readBare(name, node.where(), each, names);
    }
}
