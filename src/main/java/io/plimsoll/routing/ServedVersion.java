package io.plimsoll.routing;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.prediction.Predictor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A version that answers calls for as long as it is leased, and is let go once: after it was retired and the last lease
 * came back.
 */
public final class ServedVersion {

    /** Set once the version is retired; the bits below count the leases. */
    private static final int RETIRED = 1 << 31;

    private final Contract contract;
    private final Predictor predictor;
    private final Runnable letGo;
    private final AtomicInteger state = new AtomicInteger();

    /**
     * A version without leases.
     *
     * @param letGo runs once, on the thread that brought the last lease back or retired the version; it hands the
     *     closing to a thread of its own
     */
    public ServedVersion(Contract contract, Predictor predictor, Runnable letGo) {
        this.contract = contract;
        this.predictor = predictor;
        this.letGo = letGo;
    }

    public ModelVersion id() {
        return contract.id();
    }

    public Contract contract() {
        return contract;
    }

    /** Answers calls; only to be used under a lease. */
    public Predictor predictor() {
        return predictor;
    }

    public int leases() {
        return state.get() & ~RETIRED;
    }

    /** Takes no more leases; what is leased goes on. */
    public void retire() {
        int before = state.getAndUpdate(now -> now | RETIRED);
        if (before == 0) {
            letGo.run();
        }
    }

    /** Takes a lease, or returns false once the version is retired. */
    boolean lease() {
        int now = state.get();
        while (now >= 0) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    void giveBack() {
        if (state.decrementAndGet() == RETIRED) {
            letGo.run();
        }
    }

    @Override
    public String toString() {
        return id() + " " + predictor;
    }
}
