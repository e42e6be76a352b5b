package io.plimsoll.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The commands of the jar; everything else on the command line is for the service. */
@Command(
        name = "plimsoll",
        mixinStandardHelpOptions = true,
        subcommands = {
            VerifyCommand.class,
            InitCommand.class,
            DiffCommand.class,
            PublishCommand.class,
            ReleaseCommand.class,
            PruneCommand.class,
            KeyCommand.class,
            LoadCommand.class
        },
        description = {
            "Serves ONNX model packages to business systems.",
            "Without a command, or with 'serve', it starts the service; further arguments are Spring properties"
                    + " such as --plimsoll.repository=FOLDER."
        })
public final class CommandLineDoor implements Runnable {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int AWAY = 3;

    private static final Set<String> HELP = Set.of("--help", "-h", "help", "--version", "-V");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before run
    private CommandSpec spec;

    /** Whether these arguments start the service. */
    public static boolean serves(String[] arguments) {
        return arguments.length == 0
                || arguments[0].equals("serve")
                || (arguments[0].startsWith("--") && !HELP.contains(arguments[0]));
    }

    /**
     * Runs a command and returns the exit code: 0 done, 1 refused, 2 wrong usage, 3 the store or the service is away.
     */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return new CommandLine(new CommandLineDoor())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(CommandLineDoor::refused)
                .execute(arguments);
    }

    /** A fault of the disk is told in a sentence; any other exception is a defect, and shown as one. */
    private static int refused(Exception fault, CommandLine command, ParseResult arguments) throws Exception {
        if (!(fault instanceof IOException disk)) {
            throw fault;
        }
        command.getErr().println(DiskFault.told(disk));
        command.getErr().flush();
        return REFUSED;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
