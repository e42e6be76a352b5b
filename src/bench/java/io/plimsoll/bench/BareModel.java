package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a programmer writes by hand for one model: streaming JSON in and out, no check of anything, the run in between.
 */
record BareModel(Workload workload, Graph graph) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String REQUEST_ID = "application_id";

    /** Reads a body into the lane; answers the request's id, if it has one. */
    @Nullable
    String decode(byte[] body, int length, Lane lane) throws OrtException {
        String requestId = null;
        lane.clear();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                Integer slot = graph.slot(name);
                switch (json.nextToken()) {
                    case VALUE_STRING -> {
                        if (slot != null) {
                            lane.text(slot, json.getString());
                        } else if (name.equals(REQUEST_ID)) {
                            requestId = json.getString();
                        }
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> lane.number(slot, (float) json.getDoubleValue());
                    case VALUE_TRUE -> lane.number(slot, 1);
                    case VALUE_FALSE -> lane.number(slot, 0);
                    default -> throw new IllegalArgumentException(name + " is no plain value");
                }
            }
        }
        return requestId;
    }

    /** Writes the envelope that the service answers with, its random identifiers included. */
    void encode(@Nullable String requestId, Lane lane, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("code", "OK");
            json.writeStringProperty("msg", "success");
            if (requestId != null) {
                json.writeStringProperty("request_id", requestId);
            }
            workload.writeResult(json, lane);
            json.writeStringProperty("model", workload.model);
            json.writeStringProperty("model_version", workload.version);
            json.writeStringProperty("prediction_id", randomId());
            json.writeStringProperty("trace_id", randomId());
            json.writeEndObject();
        }
    }

    private static String randomId() {
        var random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
