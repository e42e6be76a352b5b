package io.plimsoll.cli;

import io.plimsoll.contract.Problem;
import io.plimsoll.guard.KeyRing;
import io.plimsoll.yaml.KeyFileReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key for a caller or an operator. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a key, and prints it once with the line for the file of keys (plimsoll.access.keys).",
            "The line holds the key's digest only: give the key to its owner, and keep it nowhere else."
        })
final class KeyCommand implements Callable<Integer> {

    private static final String HEAD = "callers:";

    @Parameters(index = "0", paramLabel = "NAME", description = "Who calls, for limits, logs and the release log.")
    private String name = "";

    @Option(names = "--operator", description = "The key may steer releases as well.")
    private boolean operator;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "MODEL",
            description = "Models that it is for, or prefixes that end in *. Default: all.")
    private @Nullable List<String> models;

    @Option(names = "--rate", paramLabel = "N/s", description = "Its own rate for each model, such as 50/s.")
    private @Nullable String rate;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        String key = KeyRing.newKey();
        String line = line(KeyRing.sha256(key));
        check(line);
        PrintWriter out = spec.commandLine().getOut();
        out.println("key: " + key);
        out.println();
        out.println(HEAD);
        out.println(line);
        out.flush();
        return CommandLineDoor.DONE;
    }

    private String line(String sha256) {
        return "  - {name: \"" + name + "\", role: " + (operator ? "operator" : "caller")
                + (models == null ? "" : ", models: [" + quoted(models) + "]")
                + (rate == null ? "" : ", rate: " + rate) + ", sha256: \"" + sha256 + "\"}";
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "));
    }

    /** By the very reader that the service will read it with. */
    private void check(String line) {
        byte[] file = (HEAD + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
        switch (KeyFileReader.read("the line", file)) {
            case KeyFileReader.Reading.Accepted(var entries)
            when entries.size() == 1 && entries.getFirst().name().equals(name) -> {}
            case KeyFileReader.Reading.Accepted _ -> throw wrong("NAME or an option says more than one thing");
            case KeyFileReader.Reading.Refused(List<Problem> problems) ->
                throw wrong(problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
