package io.plimsoll.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which versions were in the routing table of this instance when it ended without saying so: a version that kills its
 * process again and again is found by it.
 */
public final class Marks {

    private static final int MOST_ENDS = 10;

    private final Path file;
    private final InstantSource clock;
    private Mark mark = new Mark(Instant.EPOCH, Set.of(), true, List.of());

    Marks(Layout layout, InstantSource clock) {
        this.file = layout.marks().resolve(layout.instance() + ".json");
        this.clock = clock;
    }

    /** A run of the process, and how earlier ones ended. */
    private record Mark(Instant started, Set<String> digests, boolean clean, List<End> uncleanEnds) {

        Mark {
            digests = digests == null ? Set.of() : Set.copyOf(digests);
            uncleanEnds = uncleanEnds == null ? List.of() : List.copyOf(uncleanEnds);
        }

        Mark with(Set<String> others) {
            return new Mark(started, others, clean, uncleanEnds);
        }

        /** The run that follows. */
        Mark next(Instant now, Set<String> others) {
            var ends = new ArrayList<>(uncleanEnds);
            if (!clean) {
                ends.add(new End(now, digests));
            }
            return new Mark(now, others, false, ends.subList(Math.max(0, ends.size() - MOST_ENDS), ends.size()));
        }

        Mark ended() {
            return new Mark(started, digests, true, uncleanEnds);
        }
    }

    /**
     * An unclean end.
     *
     * @param at when the next run noticed it
     * @param digests of the versions in the table
     */
    private record End(Instant at, Set<String> digests) {

        End {
            digests = digests == null ? Set.of() : Set.copyOf(digests);
        }
    }

    /**
     * Begins a run; if the last one did not end clean, that is an unclean end with its versions.
     *
     * @param digests of the manifests of the versions that are about to be loaded
     * @throws IOException if the volume cannot be written; the ends before are known all the same
     */
    public synchronized void begin(Set<String> digests) throws IOException {
        Mark last = JsonFile.read(file, Mark.class);
        mark = (last == null ? mark : last).next(clock.instant(), digests);
        JsonFile.put(file, mark);
    }

    /**
     * Says which versions are in the table from now on, before they are.
     *
     * @throws IOException if the volume cannot be written
     */
    public synchronized void update(Set<String> digests) throws IOException {
        if (!mark.digests().equals(digests)) {
            mark = mark.with(digests);
            JsonFile.put(file, mark);
        }
    }

    /**
     * Ends a run.
     *
     * @throws IOException if the volume cannot be written
     */
    public synchronized void endClean() throws IOException {
        mark = mark.ended();
        JsonFile.put(file, mark);
    }

    /** How many runs with a version ended unclean of late. */
    public synchronized long recentUncleanEnds(String digest, Duration within) {
        Instant since = clock.instant().minus(within);
        return mark.uncleanEnds().stream()
                .filter(end -> end.digests().contains(digest))
                .filter(end -> end.at() != null && !end.at().isBefore(since))
                .count();
    }
}
