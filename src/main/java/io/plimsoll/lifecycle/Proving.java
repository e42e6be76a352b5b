package io.plimsoll.lifecycle;

import io.plimsoll.cache.Verdict;
import io.plimsoll.cache.VerdictKey;
import io.plimsoll.cache.Verdicts;
import io.plimsoll.store.PublishedVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each version proved once, apart from this process, before it is loaded here; what became of it is kept for the
 * next start and for others on the volume.
 */
final class Proving {

    private static final Logger LOG = LoggerFactory.getLogger(Proving.class);

    private final PackageIntake packages;
    private final Prover prover;
    private final Verdicts verdicts;
    private final InstantSource clock;

    Proving(PackageIntake packages, Prover prover, InstantSource clock) {
        this.packages = packages;
        this.prover = prover;
        this.verdicts = packages.verdicts();
        this.clock = clock;
    }

    /**
     * Proves a version unless that was done before; one at a time, since each may take all the memory that is left.
     *
     * @return why the version is not to be loaded, or null if it may be
     * @throws IOException if its folder cannot be read
     */
    @Nullable
    Loading objection(PinnedVersion version, Path folder) throws IOException {
        VerdictKey key = key(version);
        Verdict known = verdicts.find(key);
        if (known instanceof Verdict.Passed) {
            return null;
        }
        if (known instanceof Verdict.Refused(var _, List<String> reasons)) {
            return new Loading.Refused(reasons);
        }
        // What can be seen without native code is seen here: most packages that may not serve need no process for it.
        Optional<Report> refused = Proof.inspect(folder, version.id());
        if (refused.isPresent()) {
            return new Loading.Refused(refused.get().reasons());
        }
        if (packages.published(version)) {
            keep(key, new Verdict.Passed(clock.instant()));
            return null;
        }
        return prove(version, key, folder);
    }

    private synchronized @Nullable Loading prove(PinnedVersion version, VerdictKey key, Path folder) {
        return switch (prover.prove(folder, version.id())) {
            case ProofVerdict.Passed _ -> {
                keep(key, new Verdict.Passed(clock.instant()));
                yield null;
            }
            case ProofVerdict.Refused refused -> {
                keep(key, new Verdict.Refused(clock.instant(), refused.reasons()));
                yield new Loading.Refused(refused.reasons());
            }
            // The version that should serve is tried again all the same: nobody knows whether it was its own fault.
            case ProofVerdict.Crashed(String reason) -> {
                keep(key, new Verdict.Crashed(clock.instant(), reason));
                yield new Loading.Later(reason, true);
            }
            case ProofVerdict.TimedOut(String reason) -> new Loading.Later(reason, true);
            case ProofVerdict.OutOfMemory(String reason) -> new Loading.Later(reason, true);
            case ProofVerdict.NoRoom(String reason) -> new Loading.Later(reason, true);
            case ProofVerdict.Undone(String reason) -> new Loading.Later(reason, false);
        };
    }

    /** Forgets a verdict that keeps a version from being loaded. */
    void forget(PinnedVersion version) {
        VerdictKey key = key(version);
        if (verdicts.find(key) instanceof Verdict.Passed) {
            return;
        }
        try {
            verdicts.clear(key);
        } catch (IOException e) {
            LOG.warn("what was found wrong with {} stays on the cache volume: {}", version.id(), e.toString());
        }
    }

    private void keep(VerdictKey key, Verdict verdict) {
        try {
            verdicts.keep(key, verdict);
        } catch (IOException e) {
            LOG.warn("a verdict is not kept on the cache volume: {}", e.toString());
        }
    }

    private static VerdictKey key(PinnedVersion version) {
        PublishedVerdict kind = Kind.ofThisProcess();
        return new VerdictKey(version.manifest(), kind.service(), kind.runtime(), kind.architecture());
    }
}
