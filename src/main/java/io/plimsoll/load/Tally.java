package io.plimsoll.load;

import io.plimsoll.load.Judge.Verdict;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of requests: how many of each kind, and how long those took that were answered rightly. */
public final class Tally {

    private final Latencies right = new Latencies();
    private final SortedMap<String, Kind> kinds = new TreeMap<>();

    /**
     * Requests of which the same became.
     *
     * @param example what the first of them said
     */
    public record Kind(long count, boolean right, String example) {

        private Kind plus(long more) {
            return new Kind(count + more, right, example);
        }
    }

    void add(Verdict verdict, long nanos) {
        add(verdict.kind(), new Kind(1, verdict.right(), verdict.example()));
        if (verdict.right()) {
            right.add(nanos);
        }
    }

    void addAll(Tally other) {
        right.addAll(other.right);
        other.kinds.forEach(this::add);
    }

    private void add(String name, Kind more) {
        kinds.merge(name, more, (known, added) -> known.plus(added.count()));
    }

    /** Of right answers, from the moments at which their requests were due. */
    public Latencies latencies() {
        return right;
    }

    /** By name. */
    public SortedMap<String, Kind> kinds() {
        return Collections.unmodifiableSortedMap(kinds);
    }

    /** Requests of one kind. */
    public long count(String kind) {
        Kind found = kinds.get(kind);
        return found == null ? 0 : found.count();
    }

    /** Whether every answer was right. */
    public boolean isClean() {
        return kinds.values().stream().allMatch(Kind::right);
    }
}
