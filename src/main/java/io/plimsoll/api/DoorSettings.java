package io.plimsoll.api;

import java.time.Duration;

/**
 * How the door opens and closes.
 *
 * @param preStop how long new connections are taken after it is known that the service leaves
 * @param warmUp how long the process may send itself requests before it is ready; zero: it sends none
 */
public record DoorSettings(Duration preStop, Duration warmUp) {

    public DoorSettings {
        if (preStop.isNegative() || warmUp.isNegative()) {
            throw new IllegalArgumentException("a time is negative");
        }
    }
}
