package io.plimsoll.cli;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Pruning;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes versions that were in service once and whose time of retention is over. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Removes versions that left service at least seven days ago and that no rollback would go to.",
            "What is stable, kept, or was never in service stays. Release logs are never shortened."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused", "2:wrong usage", "3:the store is away; try again"})
final class PruneCommand implements Callable<Integer> {

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Repository repository = store.open(spec)) {
            var pruning = new Pruning(repository, InstantSource.system());
            List<ModelVersion> candidates = pruning.candidates();
            if (candidates.isEmpty()) {
                out.println("nothing in " + repository.store() + " may be removed");
            }
            for (ModelVersion version : candidates) {
                if (dryRun || pruning.remove(version)) {
                    out.println((dryRun ? "would remove " : "removed ") + version);
                } else {
                    out.println("kept " + version + ", which was released meanwhile");
                }
            }
            out.flush();
            return CommandLineDoor.DONE;
        } catch (StoreException e) {
            return StoreFailure.tell(spec, e);
        }
    }
}
