package io.plimsoll.graph;

import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.graph.Scope.Truth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Walks ONNX's {@code ModelProto}, field by field; the numbers are those of {@code onnx.proto}. */
final class ModelReader {

    /** About what a node takes of the heap beside its names. */
    private static final int NODE_KEPT = 256;

    private final Wire wire;
    private final Map<String, Long> opsets = new HashMap<>();
    private final Scope main = Scope.outermost(() -> "the graph", opsets);
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final Disclosures disclosures = new Disclosures();
    private final Operators operators = new Operators();
    private final TrainingScan training = new TrainingScan();
    private final List<ExternalData> externalData = new ArrayList<>();
    private long irVersion;
    private boolean graphSeen;

    private ModelReader(Wire wire) {
        this.wire = wire;
    }

    /** The model that the wire holds. */
    static Graph read(Wire wire) throws IOException {
        var reader = new ModelReader(wire);
        wire.fields(reader::model);
        return reader.graph();
    }

    private Graph graph() throws MalformedGraphException {
        if (!graphSeen || irVersion < 1) {
            throw new MalformedGraphException("is not an ONNX model: it has no graph or no version");
        }
        var spelled = new HashMap<String, Long>();
        opsets.forEach((domain, version) -> spelled.put(Operators.spelled(domain), version));
        var initialized = inputs.keySet().stream().filter(main::initializes).collect(Collectors.toSet());
        return new Graph(
                new Signature(inputs, outputs, initialized, wire.supplementary()),
                irVersion,
                spelled,
                training.leftovers(),
                operators.unsupported(irVersion, opsets),
                operators.abortingOnEmpty(),
                externalData,
                disclosures.finds());
    }

    private void model(int field) throws IOException {
        switch (field) {
            case 1 -> irVersion = wire.number();
            case 6 -> disclosures.look("the description of the model", wire.excerpt());
            case 7 -> {
                graphSeen = true;
                wire.message(this::mainGraph);
            }
            case 8 -> operatorSet(opsets);
            case 14 -> Entry.read(wire).show("the metadata of the model", disclosures);
            case 20 -> {
                training.trainingInfo();
                wire.skip();
            }
            case 25 -> function();
            default -> wire.skip();
        }
    }

    private void mainGraph(int field) throws IOException {
        switch (field) {
            case 11 -> {
                Declared input = declared();
                main.input(input.name());
                inputs.put(input.name(), input.value());
            }
            case 12 -> {
                Declared output = declared();
                outputs.put(output.name(), output.value());
            }
            default -> content(main, field);
        }
    }

    private void body(Scope scope) throws IOException {
        wire.message(field -> {
            switch (field) {
                case 11 -> scope.input(declared().name());
                case 12 -> wire.skip();
                default -> content(scope, field);
            }
        });
    }

    /** What the graph of a model and the body of a node have in common. */
    private void content(Scope scope, int field) throws IOException {
        switch (field) {
            case 1 -> node(scope);
            case 5 -> {
                TensorReader.Tensor tensor = tensor();
                scope.initializer(tensor.name(), tensor.truth());
            }
            case 10 -> disclosures.look("the description of a graph", wire.excerpt());
            case 15 -> sparseTensor(scope);
            case 16 -> Entry.read(wire).show("the metadata of a graph", disclosures);
            default -> wire.skip();
        }
    }

    private void function() throws IOException {
        var name = new Object() {
            String domain = "";
            String function = "";
        };
        var imports = new HashMap<String, Long>();
        Scope scope = Scope.outermost(() -> "the function " + name.domain + "." + name.function, imports);
        wire.message(field -> {
            switch (field) {
                case 1 -> name.function = wire.name();
                case 4 -> scope.input(wire.name());
                case 7 -> node(scope);
                case 8 -> disclosures.look("the description of a function", wire.excerpt());
                case 9 -> operatorSet(imports);
                case 10 -> name.domain = wire.name();
                case 11 -> attribute(new Node(scope));
                case 14 -> Entry.read(wire).show("the metadata of a function", disclosures);
                default -> wire.skip();
            }
        });
        operators.defined(name.domain, name.function);
    }

    private void node(Scope scope) throws IOException {
        var node = new Node(scope);
        String[] description = {""};
        wire.message(field -> {
            switch (field) {
                case 1 -> node.inputs.add(wire.name());
                case 2 -> node.outputs.add(wire.name());
                case 3 -> node.name = wire.name();
                case 4 -> node.operator = wire.name();
                case 5 -> attribute(node);
                case 6 -> description[0] = wire.excerpt();
                case 7 -> node.domain = domain(wire.name());
                case 9 -> Entry.read(wire).show("the metadata of a node", disclosures);
                default -> wire.skip();
            }
        });
        disclosures.look("the description of the node '" + node.label() + "'", description[0]);
        operators.used(node.domain, node.operator);
        if (training.examine(node)) {
            wire.charge(NODE_KEPT);
        }
        node.define();
    }

    private void attribute(Node node) throws IOException {
        var attribute = new Object() {
            String name = "";
            String borrowed = "";
            long number;
        };
        wire.message(field -> {
            switch (field) {
                case 1 -> attribute.name = wire.name();
                case 3 -> attribute.number = wire.number();
                case 4, 9 -> wire.words();
                case 5, 10 -> node.constant = tensor().truth();
                case 6, 11 -> body(node.scope.body(() -> attribute.name + " of " + node.quotedLabel()));
                case 13 -> disclosures.look("the description of an attribute", wire.excerpt());
                case 21 -> attribute.borrowed = wire.name();
                case 22, 23 -> sparseTensor(node.scope);
                default -> wire.skip();
            }
        });
        node.numbers.put(attribute.name, attribute.number);
        if (!attribute.borrowed.isEmpty()) {
            node.borrowed.add(attribute.name);
        }
    }

    private TensorReader.Tensor tensor() throws IOException {
        TensorReader.Tensor tensor = TensorReader.read(wire, disclosures);
        if (tensor.external() != null) {
            externalData.add(tensor.external());
        }
        return tensor;
    }

    /** A sparse tensor carries the name of its values; nothing that is a single truth is sparse. */
    private void sparseTensor(Scope scope) throws IOException {
        wire.message(field -> {
            switch (field) {
                case 1 -> {
                    String name = tensor().name();
                    if (!name.isEmpty()) {
                        scope.initializer(name, Truth.COMPUTED);
                    }
                }
                case 2 -> tensor();
                default -> wire.skip();
            }
        });
    }

    private void operatorSet(Map<String, Long> sets) throws IOException {
        var set = new Object() {
            String domain = "";
            long version;
        };
        wire.message(field -> {
            switch (field) {
                case 1 -> set.domain = domain(wire.name());
                case 2 -> set.version = wire.number();
                default -> wire.skip();
            }
        });
        sets.put(set.domain, set.version);
    }

    /** The standard domain has two spellings. */
    private static String domain(String name) {
        return name.equals("ai.onnx") ? "" : name;
    }

    /** An input or an output as declared. */
    private record Declared(String name, Value value) {}

    private Declared declared() throws IOException {
        var declared = new Object() {
            String name = "";
            String description = "";
            Value value = new Value.Other("undeclared");
        };
        wire.message(field -> {
            switch (field) {
                case 1 -> declared.name = wire.name();
                case 2 -> declared.value = TypeReader.read(wire);
                case 3 -> declared.description = wire.excerpt();
                default -> wire.skip();
            }
        });
        disclosures.look("the description of '" + declared.name + "'", declared.description);
        return new Declared(declared.name, declared.value);
    }
}
