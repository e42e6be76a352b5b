package io.plimsoll.cli;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.load.Connection;
import io.plimsoll.load.Reply;
import io.plimsoll.load.ServiceUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a running service says of one of its models. */
sealed interface RunningModel {

    /**
     * It serves.
     *
     * @param timeout of a request, at the service
     * @param perSecond what each caller may ask
     * @param cap what all callers together may ask, or null without a bound
     */
    record Serving(
            ModelVersion version,
            Duration timeout,
            double perSecond,
            @Nullable Double cap) implements RunningModel {}

    /** It does not, or not for this caller. */
    record Refused(String reason) implements RunningModel {}

    /** The service answers, and asks for patience. */
    record Away(String reason) implements RunningModel {}

    Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Asks a service.
     *
     * @throws IOException if it cannot be reached
     */
    static RunningModel ask(ServiceUrl service, String model, @Nullable String key) throws IOException {
        try (var connection = new Connection(service, PATIENCE)) {
            Reply reply = connection.exchange(service.get("/v1/models/" + model, key));
            JsonNode said = parsed(reply);
            String code = said.path("code").asString("");
            return switch (reply.status()) {
                case 200 -> serving(service, model, said);
                case 401 ->
                    new Refused(service + (key == null ? " wants to know who calls" : " does not know this key") + "; "
                            + CallerKey.VARIABLE + " or --key-file hold the caller's key");
                case 403 -> new Refused(service + " does not let this caller ask " + model);
                case 404 ->
                    code.equals("UNKNOWN_MODEL")
                            ? new Refused(service + " has no model " + model + others(connection, service, key))
                            : foreign(service, reply);
                case 500, 502, 503, 504 -> new Away(service + " answers with status " + reply.status());
                default -> foreign(service, reply);
            };
        }
    }

    private static RunningModel serving(ServiceUrl service, String model, JsonNode said) {
        if (!said.path("model").asString("").equals(model)) {
            return new Refused(service + " does not answer as Plimsoll does");
        }
        String version = said.path("serving").asString("");
        JsonNode limits = said.path("contract").path("limits");
        return ModelVersion.isVersionName(version)
                ? new Serving(
                        new ModelVersion(model, version),
                        Duration.ofMillis(Math.clamp(limits.path("timeout_ms").asLong(1000), 1, 60_000)),
                        limits.path("rate_per_second").asDouble(0),
                        limits.has("cap_per_second")
                                ? limits.path("cap_per_second").asDouble(0)
                                : null)
                : new Refused(service + " serves no version of " + model + states(said));
    }

    /** Where its versions stand. */
    private static String states(JsonNode said) {
        List<String> states = new ArrayList<>();
        for (JsonNode version : said.path("versions")) {
            states.add("version " + version.path("version").asString("") + " is "
                    + version.path("state").asString(""));
        }
        return states.isEmpty() ? "" : ": " + String.join(", ", states);
    }

    private static String others(Connection connection, ServiceUrl service, @Nullable String key) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode model :
                parsed(connection.exchange(service.get("/v1/models", key))).path("models")) {
            names.add(model.path("model").asString(""));
        }
        return names.isEmpty() ? "" : "; it has " + String.join(", ", names);
    }

    private static RunningModel foreign(ServiceUrl service, Reply reply) {
        return new Refused(service + " does not answer as Plimsoll does: status " + reply.status());
    }

    private static JsonNode parsed(Reply reply) {
        try {
            return JsonMapper.shared().readTree(reply.body());
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
