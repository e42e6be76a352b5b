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
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A real S3 server in the process of the test, its objects in memory. */
public final class S3Server {

    public static final String KEY = "key-of-tests";
    public static final String SECRET = "secret-of-tests";

    /** A proxy may make it a server whose clock is off. */
    private static final int MOST_SKEW_SECONDS = 3600;

    private final S3Proxy proxy;
    private final AtomicInteger buckets = new AtomicInteger();

    /** A server that takes signed calls only; declares what its library declares. */
    public S3Server() throws Exception {
        this(AuthenticationType.AWS_V4);
    }

    private S3Server(AuthenticationType authentication) throws Exception {
        proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(authentication, KEY, SECRET)
                .maximumTimeSkew(MOST_SKEW_SECONDS)
                .blobStore(new TransientNio2BlobStore())
                .build();
        proxy.start();
    }

    /** A server that looks at no signature, so that a proxy may change a call; declares what its library declares. */
    public static S3Server ofAnybody() throws Exception {
        return new S3Server(AuthenticationType.NONE);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** Settings of this server. */
    public S3Settings settings() {
        return settings(endpoint());
    }

    /** Settings of a server that stands in front of this one. */
    public static S3Settings settings(URI endpoint) {
        return new S3Settings(
                endpoint,
                null,
                true,
                S3Settings.Checksums.ALWAYS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    static S3ClientBuilder client(S3Settings settings) {
        return client(settings, KEY, SECRET);
    }

    static S3ClientBuilder client(S3Settings settings, String key, String secret) {
        return S3Clients.of(settings)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }

    /** A store on a server that knows this one's keys. */
    public static Store store(String bucket, S3Settings settings) {
        return new S3Store(client(settings), bucket, "", settings);
    }

    /** The name of a new bucket. */
    public String bucket() {
        String name = "bucket-" + buckets.incrementAndGet();
        try (S3Client client = client(settings()).build()) {
            client.createBucket(request -> request.bucket(name));
        }
        return name;
    }

    /** Ends the server; declares what its library declares. */
    public void stop() throws Exception {
        proxy.stop();
    }
}
