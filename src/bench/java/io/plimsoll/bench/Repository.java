package io.plimsoll.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The models of the benchmark in a repository of their own, and the bodies that callers send to them. */
record Repository(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BODIES = 600;

    /** Copies each workload's version into the folder. */
    static Repository make(Path folder) throws IOException {
        for (Workload workload : Workload.values()) {
            Path target = versionFolder(folder, workload);
            Files.createDirectories(target);
            try (Stream<Path> files = Files.list(versionFolder(Path.of(workload.repository), workload))) {
                for (Path file : files.toList()) {
                    Files.write(target.resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
            Path contract = target.resolve("model.yaml");
            // The benchmark is one caller, and it asks as often as it can.
            Files.writeString(contract, Files.readString(contract).replaceFirst("rate: \\d+/s", "rate: 1000000/s"));
        }
        return new Repository(folder.toAbsolutePath());
    }

    private static Path versionFolder(Path repository, Workload workload) {
        return repository.resolve(workload.model).resolve("versions").resolve(workload.version);
    }

    Path graph(Workload workload) {
        return versionFolder(folder, workload).resolve("model.onnx");
    }

    /** The fields of a model's golden rows, in the order in which they stand there. */
    List<String> fields(Workload workload) throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        goldenRows(workload).forEach(row -> fields.addAll(row.propertyNames()));
        return List.copyOf(fields);
    }

    /**
     * Different bodies for one model: each field's value is that field's value in some golden row. A model that sees
     * one row again and again is up to three times as fast as with real traffic, because the processor learns its
     * branches.
     */
    List<byte[]> bodies(Workload workload) throws IOException {
        List<JsonNode> rows = goldenRows(workload);
        List<String> fields = fields(workload);
        Random random = new Random(20);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            ObjectNode body = JSON.createObjectNode();
            for (String field : fields) {
                JsonNode value = rows.get(random.nextInt(rows.size())).get(field);
                if (value != null) {
                    body.set(field, value);
                }
            }
            bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /**
     * The rows that are like traffic; rows with another note than "held-out …" are there for an edge of the contract.
     */
    private List<JsonNode> goldenRows(Workload workload) throws IOException {
        try (Stream<String> lines = Files.lines(versionFolder(folder, workload).resolve("samples.jsonl"))) {
            return lines.map(JSON::readTree)
                    .filter(row -> row.has("expect"))
                    .filter(row -> row.path("note").asString("held-out").startsWith("held-out"))
                    .map(row -> row.get("inputs"))
                    .toList();
        }
    }
}
