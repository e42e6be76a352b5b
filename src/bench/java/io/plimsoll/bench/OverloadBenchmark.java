package io.plimsoll.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Measures what is left of the service, and of a caller that behaves, when others ask more than it can answer. */
final class OverloadBenchmark {

    private OverloadBenchmark() {}

    /** Arguments: overload or overload-quick; the jar; a folder to work in. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = OverloadSettings.of(
                arguments[0],
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(arguments[2]).toAbsolutePath());
        List<OverloadTrial> trials = new ArrayList<>();
        try (var service = new GuardedService(settings.jar(), settings.folder())) {
            for (OverloadedModel model : OverloadedModel.values()) {
                var trial = new OverloadTrial(model, settings, service);
                trial.await();
                trials.add(trial);
            }
            for (OverloadTrial trial : trials) {
                trial.run();
            }
        }
        System.out.print(setting(settings.form(), "loads of %d s".formatted(settings.seconds())));
        System.out.print(new OverloadReport(trials).text());
        System.exit(0);
    }

    static String setting(String form, String length) throws IOException {
        return "`src/bench/run --%s`, %s; %d × %s; Linux %s; %s. Java %s.\n"
                .formatted(
                        form,
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        Report.processor(),
                        System.getProperty("os.version"),
                        length,
                        Runtime.version());
    }
}
