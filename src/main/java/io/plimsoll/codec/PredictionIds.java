package io.plimsoll.codec;

import java.util.concurrent.ThreadLocalRandom;

/** Names predictions, so that feedback can speak of them later. */
@FunctionalInterface
public interface PredictionIds {

    /** A name that no other prediction has. */
    String next();

    /** 128 random bits as 22 characters of base64url; they name a prediction and guard nothing. */
    static PredictionIds random() {
        return () -> {
            var random = ThreadLocalRandom.current();
            return RandomId.of(random.nextLong(), random.nextLong());
        };
    }
}
