package io.plimsoll.lifecycle;

import java.util.List;
import java.util.Optional;

/** The models of the process as operators and callers may see them. */
public interface Catalogue {

    /** Every model, by name. */
    List<ModelStatus> models();

    /** Whether each model is settled and at least one answers. */
    boolean ready();

    /** One model. */
    default Optional<ModelStatus> model(String name) {
        return models().stream().filter(status -> status.model().equals(name)).findFirst();
    }
}
