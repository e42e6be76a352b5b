package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The same on an S3 server that runs in a process of its own. */
abstract class ForeignServerContract extends StoreContract {

    private Store last;

    /** Where the server is. */
    abstract URI endpoint();

    abstract String key();

    abstract String secret();

    @Override
    final Store store() {
        S3Settings usual = S3Settings.AMAZON;
        var settings = new S3Settings(
                endpoint(), null, true, usual.checksums(), usual.call(), usual.attempt(), usual.transfer());
        String bucket = "contract-" + UUID.randomUUID();
        try (S3Client client = client(settings).build()) {
            client.createBucket(request -> request.bucket(bucket));
        }
        last = new S3Store(client(settings), bucket, "some/prefix", settings);
        return last;
    }

    private S3ClientBuilder client(S3Settings settings) {
        return S3Server.client(settings, key(), secret());
    }

    @AfterEach
    void close() {
        last.close();
    }

    @Test
    void itsClockIsCompared() throws IOException {
        Store store = store();
        assertThat(store.ahead()).isNull();
        store.put("a", bytes("x"));
        assertThat(store.ahead()).isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
    }
}
