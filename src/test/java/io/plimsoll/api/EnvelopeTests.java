package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.codec.JsonBytes;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Rule;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Code;
import io.plimsoll.prediction.Failure;
import io.plimsoll.prediction.RowAnswer;
import io.plimsoll.prediction.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class EnvelopeTests {

    private static final ModelVersion LOANS = new ModelVersion("loans", "3");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void aPredictionCarriesItsMembersBetweenTheCallersIdAndOurs() {
        Reply reply = Envelope.single(rows(predicted("\"A-17\"")), "loans", TRACE);

        assertThat(reply.body()).hasToString("""
                {"code":"OK","msg":"success","request_id":"A-17","result":{"p":0.07},"confidence":0.93,\
                "model":"loans","model_version":"3","prediction_id":"AQ3f",\
                "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
        assertThat(reply.code()).isEqualTo(Code.OK);
        assertThat(reply.version()).isEqualTo("3");
    }

    @Test
    void aRefusedRowNamesAllOfItsFaults() {
        var refused = new RowAnswer.Refused(
                "17",
                new Failure.InvalidInput(List.of(
                        new RowProblem("age", Rule.MAX, "100", "must be at most 100 years"),
                        new RowProblem("na\"me\u0001é\uD83D\uDE00", Rule.UNKNOWN_FIELD, null, "is not known"))));

        Reply reply = Envelope.single(rows(refused), "loans", TRACE);

        assertThat(reply.body()).hasToString("""
                {"code":"INVALID_INPUT","msg":"2 fields are not valid","request_id":17,"errors":[\
                {"field":"age","rule":"max","limit":"100","problem":"must be at most 100 years"},\
                {"field":"na\\"me\\u0001é😀","rule":"unknown_field","problem":"is not known"}],\
                "model":"loans","model_version":"3","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
        assertThat(Status.of(reply.code())).isEqualTo(422);
    }

    @Test
    void aFailureThatPassesSaysWhenToSendAgain() {
        Reply reply = Envelope.single(new Answer.Failed(new Failure.Overloaded("all lanes are taken")), "loans", TRACE);

        assertThat(reply.body()).hasToString("""
                {"code":"OVERLOADED","msg":"all lanes are taken","model":"loans","retry_after_ms":1000,\
                "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
    }

    @Test
    void aBatchHasAnEntryForEachRowInOrder() {
        Reply reply = Envelope.batch(rows(predicted(null), invalid()), "loans", TRACE);

        assertThat(reply.body()).hasToString("""
                {"code":"PARTIAL","msg":"1 of 2 rows failed","model":"loans","results":[\
                {"code":"OK","msg":"success","result":{"p":0.07},"confidence":0.93,"model_version":"3",\
                "prediction_id":"AQ3f"},\
                {"code":"INVALID_INPUT","msg":"1 field is not valid","errors":[\
                {"field":"age","rule":"required","problem":"is required"}],"model_version":"3"}],\
                "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
        assertThat(Status.of(reply.code())).isEqualTo(200);
    }

    @Test
    void aBatchOfGoodRowsIsOk() {
        assertThat(Envelope.batch(rows(predicted(null), predicted(null)), "loans", TRACE)
                        .code())
                .isEqualTo(Code.OK);
    }

    @Test
    void aBatchOfInvalidRowsIsInvalidInput() {
        assertThat(Envelope.batch(rows(invalid(), invalid()), "loans", TRACE).code())
                .isEqualTo(Code.INVALID_INPUT);
    }

    @Test
    void theSchemaOfAFailureNamesAllThatABatchOfInvalidRowsHolds() {
        JsonNode failure = Schemas.parse(Envelope.batch(rows(invalid(), invalid()), "loans", TRACE)
                .body()
                .toString());

        assertThat(failure.propertyNames())
                .contains("results")
                .isSubsetOf(
                        Schemas.tree(AnswerSchema.failure()).path("properties").propertyNames());
        assertThat(failure.at("/results/0").propertyNames())
                .isSubsetOf(Schemas.tree(AnswerSchema.failedRow())
                        .path("properties")
                        .propertyNames());
    }

    @Test
    void aBatchWithoutAnyAnswerTakesTheFirstFailureThatIsNotTheCallers() {
        var nan = new RowAnswer.Refused(null, new Failure.InvalidOutput("the model answered no number"));
        var late = new RowAnswer.Refused(null, new Failure.DeadlineExceeded());

        assertThat(Envelope.batch(rows(invalid(), nan, late), "loans", TRACE).code())
                .isEqualTo(Code.INVALID_OUTPUT);
    }

    @Test
    void aLoneSurrogateIsReplaced() {
        assertThat(new JsonBytes(4).text("a\uD83Db")).hasToString("\"a\uFFFDb\"");
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void onlyCodesOfLimitsAndOverloadSayWhenToSendAgain(Code code) {
        assertThat(Status.retryAfter(code) != null).isEqualTo(Status.of(code) == 503 || Status.of(code) == 429);
    }

    private static Answer rows(RowAnswer... rows) {
        return new Answer.Rows(LOANS, Arrays.asList(rows));
    }

    private static RowAnswer predicted(String requestId) {
        byte[] members = "\"result\":{\"p\":0.07},\"confidence\":0.93".getBytes(StandardCharsets.UTF_8);
        return new RowAnswer.Predicted(requestId, members, "AQ3f");
    }

    private static RowAnswer invalid() {
        return new RowAnswer.Refused(
                null, new Failure.InvalidInput(List.of(new RowProblem("age", Rule.REQUIRED, null, "is required"))));
    }
}
