package io.plimsoll.lifecycle;

import io.plimsoll.cache.CachedVersion;
import io.plimsoll.store.StoreException;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads versions: brings their files, proves them, loads and warms what they hold. */
final class PackageLoader implements VersionLoader {

    private static final Logger LOG = LoggerFactory.getLogger(PackageLoader.class);

    private final PackageIntake packages;
    private final Proving proving;
    private final Register register;
    private final Assembly assembly;
    private final BooleanSupplier answering;

    /**
     * A loader that has loaded nothing.
     *
     * @param assembly puts the request path together
     * @param answering whether callers are answered by any version now
     */
    PackageLoader(
            PackageIntake packages, Proving proving, Register register, Assembly assembly, BooleanSupplier answering) {
        this.packages = packages;
        this.proving = proving;
        this.register = register;
        this.assembly = assembly;
        this.answering = answering;
    }

    @Override
    public Loading load(PinnedVersion version) {
        register.moved(version, State.FETCHING);
        CachedVersion files = null;
        boolean kept = false;
        try {
            files = packages.bring(version);
            register.moved(version, State.VERIFYING);
            Loading objection = proving.objection(version, files.folder());
            Loading loading = objection == null ? load(version, files) : objection;
            kept = loading instanceof Loading.Ready;
            return loading;
        } catch (StoreException e) {
            return new Loading.Later(reason(e), e.fault() == Fault.UNFIT);
        } catch (IOException e) {
            return new Loading.Later("the files cannot be brought or read: " + reason(e), true);
        } finally {
            if (files != null && !kept) {
                files.close();
            }
        }
    }

    private Loading load(PinnedVersion version, CachedVersion files) throws IOException {
        register.moved(version, State.LOADING);
        return switch (Proof.prove(files.folder(), version.id(), assembly)) {
            case Proof.Outcome.Refused(Report report) -> new Loading.Refused(report.reasons());
            case Proof.Outcome.Proven(LoadedVersion loaded, Report report) -> {
                register.moved(version, State.WARMING, report.warnings());
                boolean warm = false;
                try {
                    int requests = Warmup.warm(loaded, answering.getAsBoolean());
                    LOG.info("{} was warmed with {} requests", version.id(), requests);
                    if (Pace.isSlow(loaded)) {
                        loaded.handOver();
                        LOG.info("{} takes a millisecond or more: its runs have threads of their own", version.id());
                    }
                    warm = true;
                } finally {
                    if (!warm) {
                        loaded.close();
                    }
                }
                yield new Loading.Ready(loaded.over(files));
            }
        };
    }

    @Override
    public void forget(PinnedVersion version) {
        proving.forget(version);
    }

    @Override
    public void fetch(PinnedVersion version) {
        try (CachedVersion _ = packages.bring(version)) {
            LOG.info("{} is at hand for a rollback", version.id());
        } catch (IOException e) {
            LOG.warn("{} is not at hand for a rollback: {}", version.id(), LogText.of(reason(e)));
        }
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
