package io.plimsoll.lifecycle;

import io.plimsoll.prediction.Deadline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of the process as operators and callers may see them. */
public interface Catalogue {

    /** Every model, by name. */
    List<ModelStatus> models();

    /** Whether each model is settled and at least one answers. */
    boolean ready();

    /**
     * The latest deadline of all runs, where they hold every lane of every model that answers; null while another run
     * could begin, and where no model answers. It waits for nothing.
     */
    @Nullable
    Deadline heldUntil();

    /** One model. */
    default Optional<ModelStatus> model(String name) {
        return models().stream().filter(status -> status.model().equals(name)).findFirst();
    }
}
