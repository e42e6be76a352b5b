package io.plimsoll.cache;

import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/** Lets the threads of a process do what bears one name one after the other. */
final class Turns {

    /** Guarded by this. */
    private final Set<String> taken = new HashSet<>();

    /** Waits for as long as others do what bears the name; the caller gives it back. */
    synchronized void take(String name) throws InterruptedIOException {
        try {
            while (!taken.add(name)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("nobody waits for " + name + " any more");
        }
    }

    synchronized void giveBack(String name) {
        taken.remove(name);
        notifyAll();
    }
}
