package io.plimsoll.cli;

import io.plimsoll.lifecycle.Report;
import io.plimsoll.lifecycle.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves that a package may serve and measures what it costs. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a package: contract, files, graph, golden rows; then measures latency and memory.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the package may serve", "1:it may not; the reasons are in the report", "2:wrong usage"})
final class VerifyCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FOLDER",
            description = "The folder of one version, such as models/credit-risk/versions/1.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelFolder.requireVersion(folder, spec);
        Report report = Verification.verify(folder);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReportJson.write(report));
            out.flush();
        } else {
            new ReportPrinter(out).print(folder.toString(), report);
        }
        return report.passed() ? CommandLineDoor.DONE : CommandLineDoor.REFUSED;
    }
}
