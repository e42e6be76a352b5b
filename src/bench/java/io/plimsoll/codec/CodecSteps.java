package io.plimsoll.codec;

import io.plimsoll.contract.Binding;
import io.plimsoll.prediction.Call;
import io.plimsoll.prediction.Engine;
import io.plimsoll.prediction.Features;

/** Decoding and encoding of calls of one row, each for itself, as the service does them. */
public final class CodecSteps {

    private static final int USUAL_ANSWER_BYTES = 256;

    private final RequestDecoder decoder;
    private final AnswerEncoder encoder;

    public CodecSteps(Binding binding) {
        decoder = new RequestDecoder(binding, System::nanoTime);
        encoder = new AnswerEncoder(binding);
    }

    /** The features of a body, which must be valid. */
    public Features decode(Call call) {
        return switch (decoder.decode(call)) {
            case DecodedCall.Rows(var features, var rows) when rows.getFirst().valid() -> features;
            case DecodedCall decoded -> throw new IllegalArgumentException("a body is refused: " + decoded);
        };
    }

    /** The answer's members as JSON. */
    public byte[] encode(Engine.Part part, Features features) {
        var row = new OutputRow(part.outputs(), 0, features, 0);
        return switch (encoder.encode(row, new JsonBytes(USUAL_ANSWER_BYTES))) {
            case EncodedRow.Members(byte[] json) -> json;
            case EncodedRow.Faulty(var failure) -> throw new IllegalStateException(failure.toString());
        };
    }
}
