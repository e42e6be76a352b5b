package io.plimsoll.codec;

import io.plimsoll.contract.Binding.BoundResult;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Results.Form;
import org.jspecify.annotations.Nullable;

/** Writes one result of a row as JSON, or says why what the graph answered cannot be one. */
sealed interface ResultWriter
        permits ConfidenceWriter,
                ContributionsWriter,
                ItemsWriter,
                NestedWriter,
                ReasonsWriter,
                ScoresWriter,
                SingleWriter,
                TopItemsWriter,
                TopWriter,
                VectorWriter {

    @Nullable
    OutputFault write(OutputRow at, JsonBytes out);

    static ResultWriter of(BoundResult bound, Contract contract) {
        OutputPlace place = OutputPlace.of(bound.source());
        return switch (bound.result().form()) {
            case Form.Number _, Form.Whole _, Form.Flag _, Form.Text _, Form.Label _, Form.Bands _ ->
                new SingleWriter(place, ValueWriter.of(bound.result().form()), OutputFault.wrongWidth(contract));
            case Form.Vector vector -> new VectorWriter(place, OutputCells.decimals(vector.decimals()));
            case Form.Scores scores -> new ScoresWriter(place, OutputCells.decimals(scores.decimals()));
            case Form.Top top -> TopWriter.of(place, top, OutputFault.wrongWidth(contract));
            case Form.PerItem(String list, Form each) ->
                new ItemsWriter(place, contract.slotOf(list), ValueWriter.of(each));
            case Form.TopItems top -> TopItemsWriter.of(place, contract.slotOf(top.list()), top);
            case Form.Nested _ -> new NestedWriter(place);
        };
    }
}
