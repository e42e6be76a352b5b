package io.plimsoll.store;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in the process of the test, its objects in memory. */
final class S3Server {

    static final String KEY = "key-of-tests";
    private static final String SECRET = "secret-of-tests";

    private final S3Proxy proxy;
    private final AtomicInteger buckets = new AtomicInteger();

    S3Server() throws Exception {
        proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .blobStore(new TransientNio2BlobStore())
                .build();
        proxy.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** Settings of this server. */
    S3Settings settings() {
        return settings(endpoint());
    }

    /** Settings of a server that stands in front of this one. */
    static S3Settings settings(URI endpoint) {
        return new S3Settings(
                endpoint,
                null,
                true,
                S3Settings.Checksums.ALWAYS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    static S3Client client(S3Settings settings) {
        return client(settings, SECRET);
    }

    static S3Client client(S3Settings settings, String secret) {
        return S3Clients.of(settings)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, secret)))
                .build();
    }

    /** The name of a new bucket. */
    String bucket() {
        String name = "bucket-" + buckets.incrementAndGet();
        try (S3Client client = client(settings())) {
            client.createBucket(request -> request.bucket(name));
        }
        return name;
    }

    /** Ends the server; declares what its library declares. */
    void stop() throws Exception {
        proxy.stop();
    }
}
