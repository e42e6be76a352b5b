package io.plimsoll.api;

import java.time.Duration;

/**
 * How the door opens and closes.
 *
 * @param preStop how long new connections are taken after it is known that the service leaves
 */
public record DoorSettings(Duration preStop) {

    public DoorSettings {
        if (preStop.isNegative()) {
            throw new IllegalArgumentException("a time is negative");
        }
    }
}
