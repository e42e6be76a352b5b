package io.plimsoll.compatibility;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.TextType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what two contracts let callers send: the fields, and what some of them are for. */
final class RequestChanges {

    private RequestChanges() {}

    static void compare(Changes request, Contract before, Contract after) {
        FieldChanges.compare(request, before.requestFields(), after.requestFields());
        LengthChanges.compare(request, before.requestFields(), after.requestFields());
        compareUse(request, before, after);
        compareId(request, before, after.request().id());
        String key = after.request().routingKey();
        if (!Objects.equals(before.request().routingKey(), key)) {
            compareRoutingKeys(request, before.request().routingKey(), key);
        }
    }

    /** A field that moves between the inputs and the context is sent as before. */
    private static void compareUse(Changes request, Contract before, Contract after) {
        Set<String> inputs = names(before.inputFields());
        Set<String> context = names(before.request().context());
        for (Field field : after.inputFields()) {
            if (context.contains(field.name())) {
                request.at(field.name()).compatible("is given to the model now: answers depend on it");
            }
        }
        for (Field field : after.request().context()) {
            if (inputs.contains(field.name())) {
                request.at(field.name()).compatible("is not given to the model any more: answers do not depend on it");
            }
        }
    }

    /** An id is answered and logged, so its text is held to more than its field says. */
    private static void compareId(Changes request, Contract before, @Nullable String id) {
        if (id == null || id.equals(before.request().id())) {
            return;
        }
        boolean text = before.requestFields().stream()
                .anyMatch(field -> field.name().equals(id) && field.type() instanceof TextType);
        if (text) {
            request.at(id).breaking("is the id of a request now: only 1 to 64 visible ASCII characters are taken");
        }
    }

    /** Who meets which version during a canary changes; what may be sent does not. */
    private static void compareRoutingKeys(Changes request, @Nullable String before, @Nullable String after) {
        if (before != null) {
            request.at(before).compatible("is not the routing key any more");
        }
        if (after != null) {
            request.at(after).compatible("is the routing key now");
        }
    }

    private static Set<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).collect(Collectors.toSet());
    }
}
