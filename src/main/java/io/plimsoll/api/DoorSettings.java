package io.plimsoll.api;

import java.time.Duration;

/**
 * How the door opens and closes.
 *
 * @param preStop how long new connections are taken after it is known that the service leaves
 * @param warmUp how long the process may send itself requests before it is ready; zero: it sends none
 * @param headTimeout how long the head of a request may take from its first byte to its last
 * @param steers whether releases may be steered here
 */
public record DoorSettings(Duration preStop, Duration warmUp, Duration headTimeout, boolean steers) {

    public DoorSettings {
        if (preStop.isNegative() || warmUp.isNegative() || headTimeout.isNegative()) {
            throw new IllegalArgumentException("a time is negative");
        }
    }
}
