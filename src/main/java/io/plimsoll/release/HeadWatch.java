package io.plimsoll.release;

import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.util.Map;
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
     * What the hint says, if that is news: model → revision.
     *
     * @throws StoreException if the store cannot be read
     */
    Map<String, Long> news() throws StoreException {
        try {
            Head.Tagged read = Head.read(store, tag);
            unfit = false;
            if (read == null) {
                return Map.of();
            }
            tag = read.tag();
            return read.head().revisions();
        } catch (StoreException e) {
            if (e.fault() != Fault.UNFIT) {
                throw e;
            }
            if (!unfit) {
                LOG.error("the hint of {} is none, and the next release mends it: {}", store, e.getMessage());
            }
            unfit = true;
            return Map.of();
        }
    }
}
