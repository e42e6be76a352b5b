package io.plimsoll.yaml;

import io.plimsoll.contract.BooleanType;
import io.plimsoll.contract.CategoryType;
import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Input;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.NumberType;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.TensorType;
import io.plimsoll.contract.TextType;
import io.plimsoll.contract.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a request carries beside the inputs. */
final class RequestReader {

    private static final int LONGEST_ID = 64;

    private final Findings findings;
    private final FieldReader fields;
    private final ListReader lists;
    private final FieldNames names;

    RequestReader(Findings findings, FieldReader fields, ListReader lists, FieldNames names) {
        this.findings = findings;
        this.fields = fields;
        this.lists = lists;
        this.names = names;
    }

    Request read(Keys contract, List<Input> inputs) {
        Keys keys = contract.section("request", Section.REQUEST);
        if (keys == null) {
            return Request.NONE;
        }
        var context = new ArrayList<Field>();
        for (YamlNode item : keys.list("context")) {
            Keys inner = Keys.open(item, Section.CONTEXT_FIELD, findings);
            Field field = inner == null ? null : field(inner);
            if (field != null) {
                context.add(field);
            }
        }
        String id = keys.text("id");
        String routingKey = keys.text("routing_key");
        if (id != null) {
            checkId(keys, id, context, inputs);
        }
        if (routingKey != null) {
            checkRoutingKey(keys, routingKey, context, inputs);
        }
        return new Request(id, routingKey, context);
    }

    private @Nullable Field field(Keys keys) {
        return TypeName.LIST.isNamedBy(keys) ? lists.context(keys) : fields.read(keys, names);
    }

    private void checkId(Keys keys, String id, List<Field> context, List<Input> inputs) {
        Field field = named(id, context.stream());
        if (field == null) {
            if (named(id, inputs.stream().map(Input::field)) != null) {
                keys.problem(
                        "id",
                        "id: " + id + " is fed to the graph, which a request's id never is; name a context field");
            } else if (!names.met(id)) {
                keys.problem("id", "id: no context field is named " + id + NearestName.hint(names(context), id));
            }
            return;
        }
        if (field.sensitive()) {
            keys.problem("id", "id: " + id + " is sensitive, but a request's id is answered and logged");
        }
        boolean fits = field.type() instanceof IntegerType
                || (field.type() instanceof TextType text && text.maxLength() <= LONGEST_ID);
        if (!fits) {
            keys.problem(
                    "id",
                    "id: " + id + " is of type " + field.type().spelling()
                            + ", expected integer, or string with max_length up to " + LONGEST_ID);
        }
    }

    private void checkRoutingKey(Keys keys, String name, List<Field> context, List<Input> inputs) {
        List<Field> all = Stream.concat(context.stream(), inputs.stream().map(Input::field))
                .toList();
        Field field = named(name, all.stream());
        if (field == null) {
            if (!names.met(name)) {
                keys.problem(
                        "routing_key", "routing_key: no field is named " + name + NearestName.hint(names(all), name));
            }
            return;
        }
        switch (field.type()) {
            case IntegerType _, TextType _, CategoryType _ -> {}
            case NumberType _,
                    DecimalType _,
                    BooleanType _,
                    DateType _,
                    DateTimeType _,
                    VectorType _,
                    ListType _,
                    TensorType _ ->
                keys.problem(
                        "routing_key",
                        "routing_key: " + name + " is of type " + field.type().spelling()
                                + ", expected integer, string or category");
        }
    }

    private static @Nullable Field named(String name, Stream<Field> fields) {
        return fields.filter(field -> field.name().equals(name)).findFirst().orElse(null);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }
}
