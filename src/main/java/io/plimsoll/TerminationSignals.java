package io.plimsoll;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * The signals that ask a process to end, told to the service in place of the JVM, which would begin its shutdown hooks.
 * By reflection, since javac warns of the one class that can, whatever it is told.
 */
final class TerminationSignals {

    private static final List<String> NAMES = List.of("TERM", "INT");

    private TerminationSignals() {}

    /** Runs something for each such signal, on a thread of the JVM's that must not be held. */
    static void listen(Runnable told) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object teller =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, of) -> {
                        if (method.getName().equals("handle")) {
                            told.run();
                        }
                        return null;
                    });
            for (String name : NAMES) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), teller);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not tell of signals", e);
        }
    }
}
