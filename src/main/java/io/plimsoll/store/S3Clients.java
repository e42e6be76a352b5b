package io.plimsoll.store;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Prepares clients of S3 servers as their settings say. */
final class S3Clients {

    private static final int ATTEMPTS = 3;

    /** What is signed for a server that has no regions of its own. */
    private static final Region ANY = Region.US_EAST_1;

    private S3Clients() {}

    /** A client that has yet to be built. */
    static S3ClientBuilder of(S3Settings settings) {
        boolean checksums = settings.checksums() == S3Settings.Checksums.ALWAYS;
        S3ClientBuilder client = S3Client.builder()
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(
                        checksums
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        checksums
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(settings.attempt())
                        .socketTimeout(settings.attempt()))
                .overrideConfiguration(call -> call.apiCallTimeout(settings.call())
                        .apiCallAttemptTimeout(settings.attempt())
                        // Waits between attempts grow and are drawn by lot; throttling is waited out longer.
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        if (settings.endpoint() != null) {
            client.endpointOverride(settings.endpoint());
        }
        if (settings.region() != null) {
            client.region(Region.of(settings.region()));
        } else if (settings.endpoint() != null) {
            client.region(ANY);
        }
        return client;
    }
}
