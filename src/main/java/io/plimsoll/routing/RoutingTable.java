package io.plimsoll.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every model of the process and its route, at one moment.
 *
 * @param defaultModel the model of calls that name none
 */
public record RoutingTable(
        Map<String, Route> routes, @Nullable String defaultModel) {

    /** No models. */
    public static final RoutingTable EMPTY = new RoutingTable(Map.of(), null);

    public RoutingTable {
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    /** The same table with one route put in place. */
    public RoutingTable with(Route route) {
        var changed = new LinkedHashMap<>(routes);
        changed.put(route.model(), route);
        return new RoutingTable(changed, defaultModel);
    }

    /** The same table with another default model. */
    public RoutingTable withDefault(@Nullable String model) {
        return new RoutingTable(routes, model);
    }
}
