package io.plimsoll.guard;

import io.plimsoll.contract.Limits;
import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.contract.OperatorLimits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The limits that hold now: those of contracts, and before them those that the operator laid down last. */
public final class LimitsInForce {

    private final AtomicReference<OperatorLimits> operator = new AtomicReference<>(OperatorLimits.NONE);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** From now on these are the operator's. */
    public void layDown(OperatorLimits limits) {
        operator.set(limits);
        listeners.forEach(Runnable::run);
    }

    /** Is run after each change, on the thread that made it. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** What a caller of the model may ask. */
    public Limits of(String model, Limits contract) {
        LimitsOverride override = override(model);
        // The usual case costs a request nothing.
        return override.equals(LimitsOverride.NONE) ? contract : override.over(contract);
    }

    /** What the operator laid down for the model. */
    public LimitsOverride override(String model) {
        return operator.get().of(model);
    }
}
