package io.plimsoll.codec;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Field;
import io.plimsoll.contract.Results;
import io.plimsoll.prediction.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a graph answered in the contract's words: pieces of JSON that are the same for every answer are made
 * once, numbers are put between them. Never writes NaN or infinity. Safe for use by many threads.
 */
final class AnswerEncoder {

    private final List<Member> members = new ArrayList<>();
    private final byte[] end;

    AnswerEncoder(Binding binding) {
        Results results = binding.contract().results();
        var before = new JsonBytes(64).raw("\"result\":{");
        for (BoundResult bound : binding.results()) {
            String name = bound.result().name();
            add(before.text(name).raw(':'), "result " + name, ResultWriter.of(bound, binding.contract()));
            before.raw(',');
        }
        before.clear();
        before.raw(members.isEmpty() ? "\"result\":{}" : "}");
        if (binding.confidence() != null && results.confidence() != null) {
            var writer = new ConfidenceWriter(
                    OutputPlace.of(binding.confidence()), results.confidence().reduce());
            add(before.raw(",\"confidence\":"), "confidence", writer);
        }
        if (binding.contributions() != null) {
            addExplanation(before, OutputPlace.of(binding.contributions()), binding.contract());
        }
        end = before.toBytes();
    }

    private void addExplanation(JsonBytes before, OutputPlace place, Contract contract) {
        List<String> fields = contract.inputFields().stream().map(Field::name).toList();
        before.raw(",\"explanation\":{\"contributions\":");
        add(before, "explanation", new ContributionsWriter(place, fields));
        if (contract.results().reasons() != null) {
            var writer = ReasonsWriter.of(place, contract.results().reasons(), contract);
            add(before.raw(",\"reasons\":"), "explanation", writer);
        }
        before.raw('}');
    }

    private void add(JsonBytes before, String what, ResultWriter writer) {
        members.add(new Member(before.toBytes(), what, writer));
        before.clear();
    }

    /** Writes one row. */
    EncodedRow encode(OutputRow at, JsonBytes scratch) {
        scratch.clear();
        for (Member member : members) {
            scratch.raw(member.before);
            OutputFault fault = member.writer.write(at, scratch);
            if (fault != null) {
                return new EncodedRow.Faulty(new Failure.InvalidOutput(member.what + ": the graph " + fault));
            }
        }
        return new EncodedRow.Members(scratch.raw(end).toBytes());
    }

    /**
     * One value of the answer.
     *
     * @param before the JSON since the value before it
     * @param what its name in an error
     */
    private record Member(byte[] before, String what, ResultWriter writer) {}
}
