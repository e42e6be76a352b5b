package io.plimsoll.codec;

import io.plimsoll.prediction.Outputs.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what each input field added to the answer, as an object by field. */
final class ContributionsWriter implements ResultWriter {

    private final OutputPlace place;
    private final List<byte[]> names;

    ContributionsWriter(OutputPlace place, List<String> fields) {
        this.place = place;
        this.names = fields.stream().map(JsonBytes::quoted).toList();
    }

    @Override
    public @Nullable OutputFault write(OutputRow at, JsonBytes out) {
        Tensor tensor = place.in(at.outputs());
        if (!OutputCells.numeric(tensor)) {
            return OutputFault.WRONG_KIND;
        }
        int width = place.width(at.outputs());
        if (width != names.size()) {
            return OutputFault.WRONG_WIDTH;
        }
        for (int i = 0; i < width; i++) {
            out.raw(i == 0 ? '{' : ',').raw(names.get(i)).raw(':');
            OutputFault fault = OutputCells.writeNumber(tensor, at.row() * width + i, OutputCells.SHORTEST, out);
            if (fault != null) {
                return fault;
            }
        }
        out.raw('}');
        return null;
    }
}
