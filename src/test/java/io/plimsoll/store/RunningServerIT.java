package io.plimsoll.store;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The S3 server that {@code -Ds3.endpoint} names, with the keys of the environment. */
@EnabledIfSystemProperty(named = "s3.endpoint", matches = ".+", disabledReason = "-Ds3.endpoint names no server")
class RunningServerIT extends ForeignServerContract {

    @Override
    URI endpoint() {
        return URI.create(System.getProperty("s3.endpoint"));
    }

    @Override
    String key() {
        return System.getenv("AWS_ACCESS_KEY_ID");
    }

    @Override
    String secret() {
        return System.getenv("AWS_SECRET_ACCESS_KEY");
    }
}
