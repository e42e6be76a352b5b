package io.plimsoll.bench;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what callers notice while versions come and go, and what a large version costs that comes out of a bucket.
 */
final class LifeBenchmark {

    private LifeBenchmark() {}

    /** Arguments: life or life-quick; the jar; a folder to work in; the program of an S3 server, or nothing. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = LifeSettings.of(
                arguments[0],
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(arguments[2]).toAbsolutePath(),
                arguments.length > 3 ? Path.of(arguments[3]).toAbsolutePath() : null);
        var text = new StringBuilder(setting(settings));
        try (var swaps = new SwapTrial(settings)) {
            text.append(swaps.run());
        }
        Path bucketServer = settings.bucketServer();
        if (bucketServer == null) {
            text.append("\nWithout an S3 server the large version is left out.\n");
        } else {
            try (var large = new LargeTrial(settings, bucketServer)) {
                text.append(large.run());
            }
        }
        System.out.print(text);
        System.exit(0);
    }

    private static String setting(LifeSettings settings) throws IOException {
        return "`src/bench/run --life`, %s; %d × %s; Linux %s; %d rounds of %d s. Java %s; ONNX Runtime %s.\n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        Report.processor(),
                        System.getProperty("os.version"),
                        settings.rounds(),
                        settings.seconds(),
                        Runtime.version(),
                        OrtEnvironment.getEnvironment().getVersion());
    }

    /** The command of a service with the flags of the other benchmarks but for its heap. */
    static List<String> service(LifeSettings settings, String heap, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                        Stream.of(java),
                        Benchmark.JVM_FLAGS.stream().filter(flag -> !flag.startsWith("-Xmx")),
                        Stream.of(heap, "-jar", settings.jar().toString(), "--plimsoll.release.keep-previous=0s"),
                        Stream.of(arguments))
                .flatMap(part -> part)
                .toList();
    }
}
