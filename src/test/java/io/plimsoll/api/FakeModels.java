package io.plimsoll.api;

import io.plimsoll.contract.Contract;
import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.lifecycle.State;
import io.plimsoll.lifecycle.VersionStatus;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.Predictor;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.ServedVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models without graphs behind a real router: two that answer, one that failed. */
@TestConfiguration(proxyBeanMethods = false)
class FakeModels {

    private static final Instant SINCE = Instant.parse("2026-09-01T10:00:00Z");

    @Bean
    Router router() {
        var router = new Router();
        for (Contract contract : List.of(Contracts.loans(), Contracts.bare())) {
            var version = new ServedVersion(contract, new StrictJson(contract), () -> {});
            router.update(table -> table.with(new Route(contract.id().model(), contract.limits(), version)));
        }
        router.update(table -> table.with(new Route("broken", Contracts.loans().limits(), null))
                .withDefault("loans"));
        return router;
    }

    @Bean
    Catalogue catalogue() {
        return new Catalogue() {

            @Override
            public List<ModelStatus> models() {
                return statuses();
            }

            @Override
            public boolean ready() {
                return true;
            }
        };
    }

    static List<ModelStatus> statuses() {
        String golden = """
                {"age": 77, "income": 51000.25, "employed": true, "housing": "rent", "customer_id": "C-9"}""";
        return List.of(
                served(Contracts.loans(), golden),
                served(Contracts.bare(), null),
                new ModelStatus(
                        "broken",
                        null,
                        List.of(new VersionStatus(
                                new io.plimsoll.contract.ModelVersion("broken", "1"),
                                State.FAILED,
                                SINCE,
                                List.of("model.yaml:3:1: no inputs"),
                                List.of()))));
    }

    private static ModelStatus served(Contract contract, String golden) {
        return new ModelStatus(
                contract.id().model(),
                new ModelStatus.Served(contract, golden),
                List.of(new VersionStatus(contract.id(), State.SERVING, SINCE, List.of(), List.of("unverified"))));
    }

    /** Answers every object with the same prediction, and is strict about JSON. */
    private record StrictJson(Contract contract) implements Predictor {

        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private static final RowAnswer PREDICTED = new RowAnswer.Predicted(
                "\"A-17\"",
                "\"result\":{\"default_probability\":0.0731,\"decision\":\"approve\"}".getBytes(StandardCharsets.UTF_8),
                "AQ3f");

        @Override
        public Answer predict(Call call) {
            try {
                JsonNode body = JSON.readTree(call.body(), 0, call.length());
                if (body.isMissingNode()) {
                    return new Answer.Failed(new Failure.MalformedJson("the body is empty"));
                }
                if (body.isArray() != (call.form() == Call.Form.BATCH)) {
                    return new Answer.Failed(new Failure.InvalidBody("an array belongs to /v1/batch"));
                }
                return new Answer.Rows(contract.id(), Collections.nCopies(body.isArray() ? body.size() : 1, PREDICTED));
            } catch (JacksonException e) {
                return new Answer.Failed(new Failure.MalformedJson("the body is not one JSON value"));
            }
        }
    }
}
