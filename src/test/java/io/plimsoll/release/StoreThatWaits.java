package io.plimsoll.release;

import io.plimsoll.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A store in which something else happens before or after a call. */
final class StoreThatWaits {

    private StoreThatWaits() {}

    /** What happens. */
    @FunctionalInterface
    interface Event {

        void happen() throws InterruptedException;
    }

    static Store before(Store store, String method, String key, Event event) {
        return proxy(store, (called, arguments, call) -> {
            if (is(called, arguments, method, key)) {
                event.happen();
            }
            return call.make();
        });
    }

    static Store after(Store store, String method, String key, Event event) {
        return proxy(store, (called, arguments, call) -> {
            Object result = call.make();
            if (is(called, arguments, method, key)) {
                event.happen();
            }
            return result;
        });
    }

    private static boolean is(Method called, Object[] arguments, String method, String key) {
        return called.getName().equals(method) && ((String) arguments[0]).endsWith(key);
    }

    /** A call of the store itself. */
    @FunctionalInterface
    private interface Call {

        Object make() throws Throwable;
    }

    /** What is done around a call. */
    @FunctionalInterface
    private interface Around {

        Object call(Method method, Object[] arguments, Call call) throws Throwable;
    }

    private static Store proxy(Store store, Around around) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> around.call(method, arguments, () -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
