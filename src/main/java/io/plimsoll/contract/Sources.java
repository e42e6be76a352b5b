package io.plimsoll.contract;

import io.plimsoll.contract.Problem.Position;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the parts of a contract stand in its text, so that a misfit with the graph names line and column as well. */
public final class Sources {

    /** Of a contract that has no text. */
    public static final Sources NONE = new Sources(Map.of());

    private final Map<String, Position> positions;

    Sources(Map<String, Position> positions) {
        this.positions = Map.copyOf(positions);
    }

    @Nullable
    Position of(String part) {
        return positions.get(part);
    }

    static String field(String name) {
        return "field " + name;
    }

    static String group(String tensor) {
        return "group " + tensor;
    }

    static String result(String name) {
        return "result " + name;
    }

    static final String INPUTS = "inputs";
    static final String CONFIDENCE = "confidence";
    static final String OUTCOME = "outcome";
    static final String CONTRIBUTIONS = "contributions";
}
