package io.plimsoll;

import org.springframework.boot.SpringApplication;

/** The entry of the jar; whatever must happen before Spring starts happens here. */
public final class Plimsoll {

    private Plimsoll() {}

    public static void main(String[] arguments) {
        SpringApplication.run(PlimsollApplication.class, arguments);
    }
}
