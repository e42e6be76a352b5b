package io.plimsoll.bench;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The models that are measured, with the answer that the controls write for each. */
enum Workload {
    /** A weighted sum: as little model as possible, so that the way to it is what shows. */
    TWENTY_NUMBERS("20 numbers, one small linear graph", "src/bench/models", "twenty-numbers", "1") {
        @Override
        void writeResult(JsonGenerator json, Lane lane) {
            json.writeObjectPropertyStart("result");
            json.writeNumberProperty("score", lane.number("score", 0));
            json.writeEndObject();
        }
    },

    /** The sample as it is served: words become string tensors, and each field's contribution is answered. */
    CREDIT_RISK("credit-risk 2, 11 words and 9 numbers, with explanation", "models", "credit-risk", "2") {
        @Override
        void writeResult(JsonGenerator json, Lane lane) {
            float defaulted = lane.number("probabilities", 1);
            json.writeObjectPropertyStart("result");
            json.writeNumberProperty("default_probability", Math.round(defaulted * 1e4) / 1e4);
            json.writeStringProperty(
                    "decision", defaulted < 0.25f ? "approve" : defaulted < 0.5f ? "refer" : "decline");
            json.writeStringProperty("predicted_outcome", lane.integer("label", 0) == 0 ? "repaid" : "defaulted");
            json.writeEndObject();
            json.writeNumberProperty("confidence", Math.max(lane.number("probabilities", 0), defaulted));
            json.writeObjectPropertyStart("explanation");
            json.writeObjectPropertyStart("contributions");
            for (int field = 0; field < CREDIT_FIELDS.size(); field++) {
                json.writeNumberProperty(CREDIT_FIELDS.get(field), lane.number("contributions", field));
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    };

    private static final List<String> CREDIT_FIELDS = List.of(
            "checking_account",
            "duration_months",
            "credit_history",
            "purpose",
            "amount",
            "savings",
            "employed_since",
            "installment_rate",
            "personal_status",
            "other_debtors",
            "residence_since",
            "property",
            "age",
            "other_installments",
            "housing",
            "existing_credits",
            "job",
            "dependents",
            "telephone",
            "foreign_worker");

    final String title;
    final String repository;
    final String model;
    final String version;

    Workload(String title, String repository, String model, String version) {
        this.title = title;
        this.repository = repository;
        this.model = model;
        this.version = version;
    }

    /** Writes what the graph said, as the service names it: result, confidence, explanation. */
    abstract void writeResult(JsonGenerator json, Lane lane);

    String path() {
        return "/v1/predict/" + model;
    }
}
