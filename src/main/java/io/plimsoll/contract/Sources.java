package io.plimsoll.contract;

import io.plimsoll.contract.Problem.Position;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the parts of a contract stand in its text, so that a misfit with the graph names line and column as well. */
public final class Sources {

    /** Of a contract that has no text. */
    public static final Sources NONE = new Sources(Map.of());

    private final Map<String, Position> positions;

    public Sources(Map<String, Position> positions) {
        this.positions = Map.copyOf(positions);
    }

    @Nullable
    Position of(String part) {
        return positions.get(part);
    }

    public static String field(String name) {
        return "field " + name;
    }

    public static String group(String tensor) {
        return "group " + tensor;
    }

    public static String constant(String tensor) {
        return "constant " + tensor;
    }

    public static String result(String name) {
        return "result " + name;
    }

    public static final String INPUTS = "inputs";
    public static final String CONFIDENCE = "confidence";
    public static final String OUTCOME = "outcome";
    public static final String CONTRIBUTIONS = "contributions";
}
