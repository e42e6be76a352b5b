package io.plimsoll.api;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds documents against JSON Schemas with a library that others use too. */
final class Schemas {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema OF_SCHEMAS =
            REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private Schemas() {}

    static JsonNode tree(Object value) {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    static JsonNode parse(String json) {
        return JSON.readTree(json);
    }

    /** What is wrong with a document, formats such as dates included. */
    static List<Error> faults(Map<String, Object> schema, JsonNode document) {
        return REGISTRY.getSchema(tree(schema))
                .validate(
                        document,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** What is wrong with a schema itself. */
    static List<Error> faultsOfSchema(JsonNode schema) {
        return OF_SCHEMAS.validate(schema);
    }
}
