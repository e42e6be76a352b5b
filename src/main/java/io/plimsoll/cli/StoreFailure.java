package io.plimsoll.cli;

import io.plimsoll.store.StoreException;
import picocli.CommandLine.Model.CommandSpec;

/** Tells people that a store did not do what it was asked. */
final class StoreFailure {

    private StoreFailure() {}

    /** Prints why, and returns the exit code: whether trying again may help. */
    static int tell(CommandSpec spec, StoreException e) {
        spec.commandLine().getErr().println(e.getMessage());
        spec.commandLine().getErr().flush();
        return e.fault() == StoreException.Fault.AWAY ? CommandLineDoor.AWAY : CommandLineDoor.REFUSED;
    }
}
