package io.plimsoll.cli;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.release.ReleaseRecord;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
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

/** Decides which version of a model serves, by writing its release log; without an operation, shows the log. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Decides which version of a model serves: every service that watches the repository follows.",
            "Without an operation it prints the release log, newest first; its first number is the revision to name."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused; the reasons are printed",
            "2:wrong usage",
            "3:the store is away; try again"
        })
final class ReleaseCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 50;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The name of the model.")
    private String model = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OPERATION",
            description = {
                "promote VERSION, rollback, retry VERSION (where it failed),",
                "or reset (a new log id, after a bucket was restored)."
            })
    private @Nullable String operation;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version to promote or to retry.")
    private @Nullable String version;

    @Option(
            names = "--revision",
            paramLabel = "N",
            description = "The revision that you saw; 0 for a model without a log. Nothing is changed if it moved on.")
    private @Nullable Long revision;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read the log.")
    private @Nullable String reason;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who, for those who read the log. Default: ${DEFAULT-VALUE}")
    private String actor = "";

    @Option(names = "--insist", description = "Promote a version although it breaks callers of the one before.")
    private boolean insist;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!ModelVersion.isModelName(model)) {
            throw wrong("not the name of a model: " + model);
        }
        try (Repository repository = store.open(spec)) {
            var desk = new ReleaseDesk(repository, Changes.DEFAULT, InstantSource.system());
            return operation == null ? show(desk) : ReleaseText.tell(out(), model, operate(desk, operation));
        } catch (StoreException e) {
            return StoreFailure.tell(spec, e);
        }
    }

    private ReleaseDesk.Outcome operate(ReleaseDesk desk, String what) throws IOException {
        if (revision == null || reason == null || reason.isBlank()) {
            throw wrong(what + " needs the --revision that you saw and a --reason");
        }
        if (!Wish.isReason(reason)) {
            throw wrong("--reason must be " + Wish.REASON);
        }
        if (version != null && (what.equals("rollback") || what.equals("reset"))) {
            throw wrong(what + " names no version: a rollback goes to the one before; promote " + version
                    + " goes to that one");
        }
        var wish = new Wish(revision, actor, reason);
        return switch (what) {
            case "promote" -> desk.promote(named(what), wish, insist);
            case "rollback" -> desk.rollback(model, wish);
            case "retry" -> desk.retry(named(what), wish);
            case "reset" -> desk.reset(model, wish);
            default -> throw wrong("no operation " + what + "; there are promote, rollback, retry and reset");
        };
    }

    private ModelVersion named(String what) {
        if (version == null || !ModelVersion.isVersionName(version)) {
            throw wrong(what + " needs the name of a version");
        }
        return new ModelVersion(model, version);
    }

    private int show(ReleaseDesk desk) throws StoreException {
        List<ReleaseRecord> history = desk.history(model, MOST_SHOWN);
        if (history.isEmpty()) {
            out().println(model + " has no release log; its first revision follows 0");
        }
        history.forEach(release -> out().println(ReleaseText.line(release)));
        out().flush();
        return CommandLineDoor.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
