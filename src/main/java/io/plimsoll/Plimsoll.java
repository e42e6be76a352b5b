package io.plimsoll;

import io.plimsoll.cli.CommandLineDoor;
import io.plimsoll.lifecycle.ProvingChild;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;

/** The entry of the jar; whatever must happen before Spring starts happens here. */
public final class Plimsoll {

    private Plimsoll() {}

    /** Starts the service, proves a version for one that runs, or answers a command and leaves with its exit code. */
    public static void main(String[] arguments) {
        if (ProvingChild.asked(arguments)) {
            // Not exit: nothing is left to do here, and ONNX Runtime's own shutdown hook might crash.
            Runtime.getRuntime().halt(ProvingChild.run(arguments, System.in));
        } else if (CommandLineDoor.serves(arguments)) {
            boolean named = arguments.length > 0 && arguments[0].equals("serve");
            serve(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
        } else {
            System.exit(CommandLineDoor.run(
                    arguments,
                    new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
        }
    }

    private static void serve(String[] arguments) {
        var departure = new Departure();
        departure.listen();
        var application = new SpringApplication(PlimsollApplication.class);
        application.setRegisterShutdownHook(false);
        departure.of(application.run(arguments));
    }
}
