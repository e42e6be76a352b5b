package io.plimsoll.cli;

import io.plimsoll.store.Repository;
import io.plimsoll.store.S3Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which repository a command is about; the same names as the service's properties, and its environment variables. */
final class StoreOptions {

    @Option(
            names = "--repository",
            paramLabel = "PLACE",
            defaultValue = "${env:PLIMSOLL_REPOSITORY:-models}",
            description = "A folder, or s3://bucket/prefix. Default: ${DEFAULT-VALUE}")
    private String repository = "models";

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:PLIMSOLL_S3_ENDPOINT}",
            description = "The server of the bucket, if it is not Amazon's.")
    private @Nullable URI endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "NAME",
            defaultValue = "${env:PLIMSOLL_S3_REGION}",
            description = "The region of the bucket, if the surroundings do not name it.")
    private @Nullable String region;

    @Option(
            names = "--s3-path-style",
            defaultValue = "${env:PLIMSOLL_S3_PATHSTYLE:-false}",
            description = "The bucket stands in the path of a request and not in the host's name.")
    private boolean pathStyle;

    @Option(
            names = "--s3-checksums",
            paramLabel = "WHEN",
            defaultValue = "${env:PLIMSOLL_S3_CHECKSUMS:-always}",
            description = "always, or when-required for servers that know no checksums.")
    private String checksums = "always";

    /** The repository; whoever asks closes its store. */
    Repository open(CommandSpec spec) {
        try {
            S3Settings usual = S3Settings.AMAZON;
            return Repository.at(
                    repository,
                    new S3Settings(
                            endpoint, region, pathStyle, when(), usual.call(), usual.attempt(), usual.transfer()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private S3Settings.Checksums when() {
        return switch (checksums) {
            case "always" -> S3Settings.Checksums.ALWAYS;
            case "when-required" -> S3Settings.Checksums.WHEN_REQUIRED;
            default ->
                throw new IllegalArgumentException("--s3-checksums is always or when-required, and not " + checksums);
        };
    }
}
