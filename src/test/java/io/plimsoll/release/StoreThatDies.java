package io.plimsoll.release;

import io.plimsoll.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose process is killed before or after its n-th write. */
final class StoreThatDies {

    private static final Set<String> WRITES = Set.of("create", "put", "upload", "delete");

    private StoreThatDies() {}

    /** The process is gone; nothing that catches exceptions sees it. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    /**
     * The store, up to a write.
     *
     * @param halfSteps two for each write that goes well; an odd number ends after a write, an even one before it
     */
    static Store after(Store store, int halfSteps) {
        var left = new AtomicInteger(halfSteps);
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    boolean write = WRITES.contains(method.getName());
                    if (write && left.getAndDecrement() <= 0) {
                        throw new Killed();
                    }
                    try {
                        Object result = method.invoke(store, arguments);
                        if (write && left.getAndDecrement() <= 0) {
                            throw new Killed();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
