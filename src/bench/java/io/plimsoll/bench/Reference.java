package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import io.plimsoll.load.Connection;
import io.plimsoll.load.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each body must be answered, so that nobody is fast with a wrong answer. */
final class Reference {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> COMPARED =
            List.of("result", "confidence", "explanation", "model", "model_version");
    /** One unit of the last decimal that is answered, and as much of a larger number. */
    private static final double TOLERANCE = 1.0e-4;

    private final List<JsonNode> answers = new ArrayList<>();

    Reference(BareModel model, List<byte[]> bodies) throws OrtException {
        try (var lane = new Lane(model.graph())) {
            for (byte[] body : bodies) {
                var answer = new ByteArrayOutputStream();
                String requestId = model.decode(body, body.length, lane);
                lane.run();
                model.encode(requestId, lane, answer);
                answers.add(JSON.readTree(answer.toByteArray()));
            }
        }
    }

    /** Sends every request once and compares the answers. */
    void check(Server server, List<byte[]> requests) throws IOException {
        try (var connection = new Connection(server.url(), PATIENCE)) {
            for (int i = 0; i < requests.size(); i++) {
                Reply reply = connection.exchange(requests.get(i));
                if (reply.status() != 200) {
                    throw new WrongAnswer(new String(reply.body(), StandardCharsets.UTF_8));
                }
                JsonNode answer = JSON.readTree(reply.body());
                for (String name : COMPARED) {
                    compare(server.name() + ": " + name, answers.get(i).path(name), answer.path(name));
                }
            }
        }
    }

    private static void compare(String where, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            if (!Set.copyOf(expected.propertyNames()).equals(Set.copyOf(actual.propertyNames()))) {
                throw new WrongAnswer(where + " is " + actual + " instead of " + expected);
            }
            expected.properties()
                    .forEach(entry ->
                            compare(where + "." + entry.getKey(), entry.getValue(), actual.path(entry.getKey())));
        } else if (!same(expected, actual)) {
            throw new WrongAnswer(where + " is " + actual + " instead of " + expected);
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            double wanted = expected.doubleValue();
            return Math.abs(wanted - actual.doubleValue()) <= TOLERANCE * Math.max(1, Math.abs(wanted));
        }
        return expected.equals(actual);
    }
}
