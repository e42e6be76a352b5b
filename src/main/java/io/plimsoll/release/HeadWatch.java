package io.plimsoll.release;

import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the hint; asked by one thread. Where it cannot be one, models are looked at without, which takes longer. */
final class HeadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

    private final Store store;
    private @Nullable String tag;
    private boolean unfit;

    HeadWatch(Store store) {
        this.store = store;
    }

    /**
     * What the hint says, if that is news; until it is {@link #taken} it stays so.
     *
     * @throws StoreException if the store cannot be read
     */
    Head.@Nullable Tagged news() throws StoreException {
        try {
            Head.Tagged read = Head.read(store, tag);
            unfit = false;
            return read;
        } catch (StoreException e) {
            if (e.fault() != Fault.UNFIT) {
                throw e;
            }
            if (!unfit) {
                LOG.error("the hint of {} is none, and the next release mends it: {}", store, e.getMessage());
            }
            unfit = true;
            return null;
        }
    }

    /** All that it said was taken in. */
    void taken(Head.Tagged news) {
        tag = news.tag();
    }
}
