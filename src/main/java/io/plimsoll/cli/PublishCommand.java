package io.plimsoll.cli;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.lifecycle.Kind;
import io.plimsoll.lifecycle.PinnedVersion;
import io.plimsoll.lifecycle.Report;
import io.plimsoll.lifecycle.Verification;
import io.plimsoll.lifecycle.VersionContract;
import io.plimsoll.release.Changes;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.Publication;
import io.plimsoll.release.ReleaseDesk;
import io.plimsoll.release.ReleaseRecord;
import io.plimsoll.store.CreateOnce;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import io.plimsoll.yaml.MeaninglessNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a package and puts it into a repository, whole or not at all. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a package, measures it, and puts it into a repository, whole or not at all.",
            "A published version never changes. Interrupted, it goes on when it is run again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the version is in the repository, and released if --serve was given",
            "1:refused; the reasons are printed",
            "2:wrong usage",
            "3:the store is away; try again"
        })
final class PublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "The folder of the package.")
    private Path folder = Path.of("");

    @Option(names = "--serve", description = "Also release it: make it the version that serves.")
    private boolean serve;

    @Option(names = "--insist", description = "With --serve: although it breaks callers of the version before.")
    private boolean insist;

    @Option(names = "--abandon", description = "Throw away what was begun with other files and not finished.")
    private boolean abandon;

    @Option(names = "--accept-names", description = "Publish it although names of fields mean nothing to a business.")
    private boolean acceptNames;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who publishes. Default: ${DEFAULT-VALUE}")
    private String actor = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "With --serve: why, for those who read the log.")
    private String reason = "published";

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelFolder.requireVersion(folder, spec);
        Report report = Verification.verify(folder);
        ModelVersion id = report.id();
        new ReportPrinter(out()).print(folder.toString(), report);
        if (!report.passed() || id == null) {
            return ReleaseText.refused(out(), List.of("the package may not serve"));
        }
        List<String> faults = faults(report);
        if (!faults.isEmpty()) {
            return ReleaseText.refused(out(), faults);
        }
        try (Repository repository = store.open(spec)) {
            CreateOnce.prove(repository.store());
            return publish(repository, id, report);
        } catch (StoreException e) {
            return StoreFailure.tell(spec, e);
        }
    }

    /** What a package may serve with under development, and not be published with. */
    private List<String> faults(Report report) throws IOException {
        if (report.measured() == null) {
            return List.of("it was never verified: it has no golden rows that are answered");
        }
        List<String> meaningless = VersionContract.read(folder) instanceof VersionContract.Found(Contract contract)
                ? MeaninglessNames.in(contract)
                : List.of();
        return acceptNames || meaningless.isEmpty()
                ? List.of()
                : List.of("these names mean nothing to a business: " + String.join(", ", meaningless)
                        + "; give them others, or publish with --accept-names");
    }

    private int publish(Repository repository, ModelVersion id, Report report) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        byte[] baseline = ReportJson.baseline(report).getBytes(StandardCharsets.UTF_8);
        var remarks = new LinkedHashMap<String, Object>(Kind.ofThisProcess().remark());
        remarks.put("created", now.toString());
        remarks.put("publisher", actor);
        var publication = new Publication(repository, id, folder, baseline, remarks);
        return switch (publication.publish(actor, now, abandon)) {
            case Publication.Outcome.Refused(String why) -> ReleaseText.refused(out(), List.of(why));
            case Publication.Outcome.Published(PinnedVersion version, boolean before) -> {
                out().println(version.id()
                        + (before ? " was in " : " is in ")
                        + repository.store()
                        + (before ? " already, with the same files" : ""));
                out().flush();
                yield serve ? release(repository, version.id()) : CommandLineDoor.DONE;
            }
        };
    }

    private int release(Repository repository, ModelVersion id) throws IOException {
        var desk = new ReleaseDesk(repository, Changes.DEFAULT, InstantSource.system());
        var end = desk.end(id.model());
        String stable = stable(end.state());
        if (id.version().equals(stable)) {
            out().println(id + " is the stable version already");
            out().flush();
            return CommandLineDoor.DONE;
        }
        var wish = new Wish(end.revision(), actor, reason);
        ReleaseDesk.Outcome outcome = desk.promote(id, wish, insist);
        if (!(outcome instanceof ReleaseDesk.Outcome.Written)) {
            out().println(id + " is published for good, and does not serve:");
        }
        return ReleaseText.tell(out(), id.model(), outcome);
    }

    private static @Nullable String stable(@Nullable ReleaseRecord state) {
        return state == null ? null : state.stable().version();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
