package io.plimsoll.cli;

import io.plimsoll.compatibility.Change.Verdict;
import io.plimsoll.compatibility.Compatibility;
import io.plimsoll.contract.Contract;
import io.plimsoll.lifecycle.VersionContract;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells callers of one version what another changes for them. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what version B changes for the callers of version A, and whether it breaks them.",
            "Only the contracts are read; verify proves that a version may serve."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:B is compatible: callers of A may stay as they are",
            "1:B breaks callers of A, or one of the two has no readable contract",
            "2:wrong usage"
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "The folder of the version that callers know, or its model.yaml.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The folder of the version to come, or its model.yaml.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Print the changes as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    private final Map<Path, List<String>> refused = new LinkedHashMap<>();

    @Override
    public Integer call() {
        check(before);
        check(after);
        Contract old = contract(before);
        Contract now = contract(after);
        PrintWriter out = spec.commandLine().getOut();
        if (old == null || now == null) {
            out.println(json ? ChangesJson.refused(refused) : ChangesText.refused(refused));
            out.flush();
            return CommandLineDoor.REFUSED;
        }
        Compatibility compatibility = Compatibility.between(old, now);
        out.println(json ? ChangesJson.write(compatibility) : ChangesText.write(compatibility));
        out.flush();
        return compatibility.verdict() == Verdict.BREAKING ? CommandLineDoor.REFUSED : CommandLineDoor.DONE;
    }

    private void check(Path place) {
        if (!Files.exists(place)) {
            throw new ParameterException(spec.commandLine(), "neither a folder nor a file: " + place);
        }
        ModelFolder.refuse(place, spec);
    }

    /** The contract, or null after its reasons are noted. */
    private @Nullable Contract contract(Path place) {
        try {
            return switch (VersionContract.read(place)) {
                case VersionContract.Found(Contract contract) -> contract;
                case VersionContract.Refused(var reasons) -> {
                    refused.put(place, reasons);
                    yield null;
                }
            };
        } catch (IOException disk) {
            refused.put(place, List.of(DiskFault.told(disk)));
            return null;
        }
    }
}
