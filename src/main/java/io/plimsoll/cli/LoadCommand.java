package io.plimsoll.cli;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.load.Drive;
import io.plimsoll.load.Drive.Pace;
import io.plimsoll.load.ServiceUrl;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running service at a constant rate and sets what it sees beside the version's baseline. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a running service at a constant rate with the golden rows of the version that serves, compares every"
                    + " answer, and sets the latency beside what the version measured when it was published.",
            "A latency counts from the moment at which the request was due. Ctrl-C ends it with what was seen so far."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every request was sent and answered rightly",
            "1:some were not, or there is nothing to send; the reasons are printed",
            "2:wrong usage",
            "3:the service or the store cannot be reached; try again"
        })
final class LoadCommand implements Callable<Integer> {

    private static final int MOST_PER_SECOND = 20_000;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final long MOST_REQUESTS = 5_000_000;
    /** The service has its own timeout, and tells in time that it was met. */
    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(5);

    @Parameters(paramLabel = "URL", description = "Where the service listens, such as http://127.0.0.1:8080.")
    private String url = "";

    @Option(names = "--model", required = true, paramLabel = "M", description = "The name of the model.")
    private String model = "";

    @Option(
            names = "--rate",
            required = true,
            paramLabel = "R",
            description = "Requests a second, sent whether or not the service keeps up; at most 20000.")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long, 1 to 3600. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seconds before, at the same rate, that do not count; 0 to 3600. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "Requests under way at most, 1 to 1000; one that finds none free is late."
                    + " Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Mixin
    private final CallerKey key = new CallerKey();

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServiceUrl service = service();
        Pace pace = pace();
        String shown = key.read(spec, System.getenv(CallerKey.VARIABLE));
        RunningModel found;
        try {
            found = RunningModel.ask(service, model, shown);
        } catch (IOException e) {
            return tell(CommandLineDoor.AWAY, List.of(service + " cannot be reached: " + e.getMessage()));
        }
        return switch (found) {
            case RunningModel.Away(String reason) -> tell(CommandLineDoor.AWAY, List.of(reason));
            case RunningModel.Refused(String reason) -> tell(CommandLineDoor.REFUSED, List.of(reason));
            case RunningModel.Serving serving -> load(service, serving, pace, shown);
        };
    }

    private ServiceUrl service() {
        if (!ModelVersion.isModelName(model)) {
            throw wrong("not the name of a model: " + model);
        }
        try {
            return ServiceUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Pace pace() {
        within("--rate", rate, 1, MOST_PER_SECOND, "requests a second");
        within("--seconds", seconds, 1, MOST_SECONDS, "seconds");
        within("--warm-up", warmUp, 0, MOST_SECONDS, "seconds");
        within("--connections", connections, 1, MOST_CONNECTIONS, "connections");
        if ((long) rate * seconds > MOST_REQUESTS) {
            throw wrong(rate + " requests a second for " + seconds + " s are more than 5 million; ask for less");
        }
        return new Pace(rate, connections, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    }

    private void within(String option, int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw wrong(option + " is " + least + " to " + most + " " + what + ", and not " + value);
        }
    }

    private int load(ServiceUrl service, RunningModel.Serving serving, Pace pace, @Nullable String shown)
            throws IOException, InterruptedException {
        StoredPackage stored;
        String place;
        try (Repository repository = store.open(spec)) {
            place = repository.store().toString();
            stored = StoredPackage.read(repository, serving.version());
        } catch (StoreException e) {
            return StoreFailure.tell(spec, e);
        }
        ModelVersion version = serving.version();
        return switch (stored) {
            case StoredPackage.Absent() ->
                tell(
                        CommandLineDoor.REFUSED,
                        List.of(version + " serves at " + service + ", and there is no such version in " + place
                                + "; --repository names the repository of the service"));
            case StoredPackage.Refused(var reasons) ->
                tell(
                        CommandLineDoor.REFUSED,
                        reasons.stream()
                                .map(reason -> version + " in " + place + ": " + reason)
                                .toList());
            case StoredPackage.Found found -> drive(service, serving, pace, shown, found);
        };
    }

    private int drive(
            ServiceUrl service,
            RunningModel.Serving serving,
            Pace pace,
            @Nullable String shown,
            StoredPackage.Found found)
            throws InterruptedException {
        List<byte[]> requests = found.answers().inputs().stream()
                .map(body -> service.post("/v1/predict/" + model, shown, body))
                .toList();
        var judge = new AnswerJudge(found.answers());
        Duration patience = serving.timeout().plus(BEYOND_TIMEOUT);
        try (var drive = new Drive(service, requests, judge, pace, patience);
                var interruption = new Interruption(drive)) {
            interruption.listen();
            var report = new LoadReport(service, serving, pace, requests.size(), drive.run(), found.baseline());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(LoadJson.write(report));
                out.flush();
            } else {
                new LoadText(out, report).print();
            }
            return report.passed() ? CommandLineDoor.DONE : CommandLineDoor.REFUSED;
        }
    }

    private int tell(int exitCode, List<String> reasons) {
        PrintWriter err = spec.commandLine().getErr();
        reasons.forEach(err::println);
        err.flush();
        return exitCode;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
