package io.plimsoll.release;

import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Looks what should serve of one model. */
interface ModelWatch {

    /**
     * Looks again.
     *
     * @return what should serve by what is known now, or null while nothing should
     * @throws StoreException if the store cannot be asked; what was known stays true
     */
    @Nullable
    Assignment look() throws StoreException;
}
