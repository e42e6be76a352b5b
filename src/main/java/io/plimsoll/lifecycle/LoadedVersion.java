package io.plimsoll.lifecycle;

import io.plimsoll.cache.CachedVersion;
import io.plimsoll.contract.Contract;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Predictor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version that passed its checks and sits in memory, ready to answer; closed once. */
public final class LoadedVersion implements AutoCloseable {

    private final Contract contract;
    private final Engine engine;
    private final Predictor predictor;
    private final List<GoldenRow> goldenRows;
    private final @Nullable CachedVersion files;

    LoadedVersion(Contract contract, Engine engine, Predictor predictor, List<GoldenRow> goldenRows) {
        this(contract, engine, predictor, goldenRows, null);
    }

    private LoadedVersion(
            Contract contract,
            Engine engine,
            Predictor predictor,
            List<GoldenRow> goldenRows,
            @Nullable CachedVersion files) {
        this.contract = contract;
        this.engine = engine;
        this.predictor = predictor;
        this.goldenRows = List.copyOf(goldenRows);
        this.files = files;
    }

    /** The same version with its golden rows at hand. */
    LoadedVersion with(List<GoldenRow> rows) {
        return new LoadedVersion(contract, engine, predictor, rows, files);
    }

    /** The same version, which holds the files that it was loaded from until it is closed. */
    LoadedVersion over(CachedVersion held) {
        return new LoadedVersion(contract, engine, predictor, goldenRows, held);
    }

    public Contract contract() {
        return contract;
    }

    public Predictor predictor() {
        return predictor;
    }

    /** The golden rows that are answered. */
    List<GoldenRow> answeredRows() {
        return goldenRows.stream().filter(GoldenRow::answers).toList();
    }

    /** The inputs of a golden row as JSON text, or null without samples. */
    @Nullable
    String goldenInputs() {
        return answeredRows().stream()
                .findFirst()
                .map(row -> new String(row.inputs(), StandardCharsets.UTF_8))
                .orElse(null);
    }

    /** Its runs are too long for the threads of its callers. */
    void handOver() {
        engine.handOver();
    }

    /** Whether {@link #close} left the graph in memory, because a run did not come back. */
    boolean leaked() {
        return engine.leaked();
    }

    /** As {@link Engine#heldUntil}. */
    @Nullable
    Deadline heldUntil() {
        return engine.heldUntil();
    }

    /** Frees the graph once no run is inside. */
    @Override
    public void close() {
        engine.close();
        if (files != null && !engine.leaked()) {
            files.close();
        }
    }
}
