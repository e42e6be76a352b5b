package io.plimsoll.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verdicts of proofs, each kept for all instances on the volume, so that nothing is proved twice. */
public final class Verdicts {

    /** How long a version that crashed is left alone. */
    static final Duration QUARANTINE = Duration.ofHours(1);

    /** How long a verdict outlives its version. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Layout layout;
    private final InstantSource clock;

    Verdicts(Layout layout, InstantSource clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /** How a verdict is written; the key is in its path. */
    private record Written(String verdict, Instant at, List<String> texts) {

        static final String PASSED = "passed";
        static final String REFUSED = "refused";
        static final String CRASHED = "crashed";

        static Written of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Passed(Instant at) -> new Written(PASSED, at, List.of());
                case Verdict.Refused(Instant at, List<String> reasons) -> new Written(REFUSED, at, reasons);
                case Verdict.Crashed(Instant at, String how) -> new Written(CRASHED, at, List.of(how));
            };
        }

        /** None if it does not say all that it must. */
        @Nullable
        Verdict read() {
            if (verdict == null || at == null || texts == null) {
                return null;
            }
            return switch (verdict) {
                case PASSED -> new Verdict.Passed(at);
                case REFUSED -> new Verdict.Refused(at, texts);
                case CRASHED -> new Verdict.Crashed(at, String.join(", ", texts));
                default -> null;
            };
        }
    }

    /** The verdict that still counts, or null; a file that is broken is none. */
    public @Nullable Verdict find(VerdictKey key) {
        Written written = JsonFile.read(file(key), Written.class);
        Verdict verdict = written == null ? null : written.read();
        return verdict instanceof Verdict.Crashed crashed && over(crashed) ? null : verdict;
    }

    /** An hour either way: another instance's clock may be ahead, but not for ever. */
    private boolean over(Verdict.Crashed crashed) {
        return Duration.between(crashed.at(), clock.instant()).abs().compareTo(QUARANTINE) >= 0;
    }

    /**
     * Keeps a verdict in place of an earlier one.
     *
     * @throws IOException if the volume cannot be written
     */
    public void keep(VerdictKey key, Verdict verdict) throws IOException {
        JsonFile.put(file(key), Written.of(verdict));
    }

    /**
     * Forgets a verdict, so that the version is proved again.
     *
     * @throws IOException if the volume cannot be written
     */
    public void clear(VerdictKey key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    /** Removes the verdicts of versions that left a while ago. */
    void sweep(Instant now) throws IOException {
        Instant old = now.minus(KEPT);
        for (Path folder : Staging.entries(layout.verdicts())) {
            if (!Files.exists(layout.version(folder.getFileName().toString()))
                    && Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                Staging.remove(folder);
            }
        }
    }

    private Path file(VerdictKey key) {
        return layout.verdicts()
                .resolve(key.manifest())
                .resolve(key.service())
                .resolve(key.runtime())
                .resolve(key.architecture() + ".json");
    }
}
