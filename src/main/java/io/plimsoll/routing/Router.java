package io.plimsoll.routing;

import io.plimsoll.prediction.Failure;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Holds the routing table: the model path replaces it whole, a request reads it and takes a lease. */
public final class Router {

    private final AtomicReference<RoutingTable> table = new AtomicReference<>(RoutingTable.EMPTY);
    private volatile boolean told;

    /** The table of this moment. */
    public RoutingTable table() {
        return table.get();
    }

    /** Replaces the table in one write. */
    public void update(UnaryOperator<RoutingTable> change) {
        table.updateAndGet(change);
        told = true;
    }

    /** Where a call goes that names this model, or none; until somebody told which models there are, nobody knows. */
    public Destination find(@Nullable String model) {
        if (!told) {
            return new Destination.Nowhere(new Failure.NotReady("the models are not known yet"));
        }
        RoutingTable now = table.get();
        String name = model == null ? now.defaultModel() : model;
        if (name == null) {
            return new Destination.Nowhere(new Failure.NoDefaultModel());
        }
        Route route = now.routes().get(name);
        return route == null ? new Destination.Nowhere(new Failure.UnknownModel()) : new Destination.Found(route);
    }

    /** Takes a lease on the version that answers for the model now, or null while none does. */
    public @Nullable Lease lease(String model) {
        ServedVersion refused = null;
        while (true) {
            Route route = table.get().routes().get(model);
            ServedVersion stable = route == null ? null : route.stable();
            // A version that was retired after the table was read has a successor in the table of now; one that is
            // retired and still there has none.
            if (stable == null || stable == refused) {
                return null;
            }
            if (stable.lease()) {
                return new Lease(stable);
            }
            refused = stable;
        }
    }

    /** Where a call goes. */
    public sealed interface Destination {

        /** To a model of this process. */
        record Found(Route route) implements Destination {}

        /** Nowhere, and why. */
        record Nowhere(Failure failure) implements Destination {}
    }
}
