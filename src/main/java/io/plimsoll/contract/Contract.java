package io.plimsoll.contract;

import io.plimsoll.contract.Input.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a model version promises, in business words; it drives validation, documentation and error texts.
 *
 * @param provenance free text pairs, shown and logged
 * @param graph the file of the graph, relative to the package
 * @param inputs the fields that fill the graph, in contract order: the order of the slots of a row
 * @param constants what graph inputs hold that no caller fills
 * @param threads ONNX Runtime's threads for one run
 * @param samples the golden rows that the package must have; null where it need not, see {@link Samples#DEFAULT}
 * @param origin whether people wrote it or it was made from the graph
 */
public record Contract(
        ModelVersion id,
        @Nullable String title,
        @Nullable Owner owner,
        Map<String, String> provenance,
        String graph,
        Request request,
        List<Input> inputs,
        List<Constant> constants,
        Results results,
        Limits limits,
        int threads,
        @Nullable Samples samples,
        Origin origin) {

    public Contract {
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        inputs = List.copyOf(inputs);
        constants = List.copyOf(constants);
    }

    /**
     * A graph input that holds the same in every run.
     *
     * @param values one value for all cells, or one a cell in row-major order
     */
    public record Constant(String tensor, List<Scalar> values) {

        public Constant {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a constant without a value");
            }
        }
    }

    /** Who answers for the model. */
    public record Owner(@Nullable String team, @Nullable String contact) {}

    /** Where the golden rows are, and how near an answer must be: |a − b| ≤ absolute + relative·|b|. */
    public record Samples(String file, double absoluteTolerance, double relativeTolerance) {

        /** The file and tolerances of a contract that names none. */
        public static final Samples DEFAULT = new Samples("samples.jsonl", 1e-5, 1e-5);
    }

    /** Where a contract comes from. */
    public enum Origin {
        /** A {@code model.yaml}. */
        WRITTEN,
        /** The graph alone: whole tensors as nested lists, one request is one run. */
        SYNTHESISED
    }

    /** The golden rows as the contract names them, or where they are looked for if it names none. */
    public Samples samplesOrDefault() {
        return samples == null ? Samples.DEFAULT : samples;
    }

    public boolean synthesised() {
        return origin == Origin.SYNTHESISED;
    }

    /** The slot of the input field with this name. */
    public int slotOf(String field) {
        for (int slot = 0; slot < inputs.size(); slot++) {
            if (inputs.get(slot).field().name().equals(field)) {
                return slot;
            }
        }
        throw new IllegalArgumentException("no input field " + field);
    }

    /** The fields of the inputs, in slot order. */
    public List<Field> inputFields() {
        return inputs.stream().map(Input::field).toList();
    }

    /** The names of the inputs that are lists. */
    public List<String> lists() {
        return inputFields().stream()
                .filter(field -> field.type() instanceof ListType)
                .map(Field::name)
                .toList();
    }

    /** All values that have a place of their own in a row, in contract order. */
    public List<Leaf> leaves() {
        var leaves = new ArrayList<Leaf>();
        for (int slot = 0; slot < inputs.size(); slot++) {
            Input input = inputs.get(slot);
            if (input.target() instanceof Target.Items items && input.field().type() instanceof ListType list) {
                addItems(input.field().name(), slot, list, items, leaves);
            } else {
                leaves.add(new Leaf(input.field().name(), input.field(), input.target(), slot, null, 0, null));
            }
        }
        return List.copyOf(leaves);
    }

    private static void addItems(String name, int slot, ListType list, Target.Items items, List<Leaf> leaves) {
        int cell = 0;
        for (int i = 0; i < items.members().size(); i++) {
            Input.Member member = items.members().get(i);
            Field field = list.items().fields().get(i);
            String path = list.items() instanceof ListType.Items.Records ? name + '.' + field.name() : name;
            leaves.add(new Leaf(path, field, member.target(), slot, list, cell, member.pad()));
            cell += ListType.cells(field.type());
        }
    }

    /** All fields that a caller may send: the inputs, then the context fields that are not inputs as well. */
    public List<Field> requestFields() {
        var all = new ArrayList<>(inputFields());
        all.addAll(request.context());
        return List.copyOf(all);
    }
}
