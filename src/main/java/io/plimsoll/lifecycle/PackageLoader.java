package io.plimsoll.lifecycle;

import io.plimsoll.lifecycle.Succession.Loading;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads versions: brings their files, proves them, loads and warms what they hold. */
final class PackageLoader implements VersionLoader {

    private static final Logger LOG = LoggerFactory.getLogger(PackageLoader.class);

    private final PackageIntake packages;
    private final Register register;

    PackageLoader(PackageIntake packages, Register register) {
        this.packages = packages;
        this.register = register;
    }

    @Override
    public Loading load(PinnedVersion version) {
        register.moved(version, State.FETCHING);
        try {
            Path folder = packages.bring(version);
            return load(version, folder);
        } catch (StoreException e) {
            return new Loading.Later(reason(e), e.fault() == Fault.UNFIT);
        } catch (IOException e) {
            return new Loading.Later("the files cannot be brought or read: " + reason(e), true);
        }
    }

    private Loading load(PinnedVersion version, Path folder) throws IOException {
        register.moved(version, State.LOADING);
        return switch (Proof.prove(folder, version.id())) {
            case Proof.Outcome.Refused(Report report) -> new Loading.Refused(report.reasons());
            case Proof.Outcome.Proven(LoadedVersion loaded, Report report) -> {
                register.moved(version, State.WARMING, report.warnings());
                int requests = Warmup.warm(loaded);
                LOG.info("{} was warmed with {} requests", version.id(), requests);
                yield new Loading.Ready(loaded);
            }
        };
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
