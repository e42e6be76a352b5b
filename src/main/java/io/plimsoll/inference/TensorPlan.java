package io.plimsoll.inference;

import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.Field;
import io.plimsoll.prediction.Features;
import java.nio.ByteBuffer;
import java.util.List;

/** How one graph input is filled from the rows of a request, compiled from its binding. */
sealed interface TensorPlan {

    String name();

    /** The shape for a number of rows. */
    long[] shape(int rows);

    /** The plans of all inputs that rows fill; whole tensors need none. */
    static List<TensorPlan> of(Binding binding) {
        if (binding.rows() == RowMode.WHOLE) {
            return List.of();
        }
        List<Field> fields = binding.contract().inputFields();
        return binding.inputs().stream().map(input -> of(input, fields)).toList();
    }

    private static TensorPlan of(InputTensor input, List<Field> fields) {
        List<Move> moves = input.moves();
        if (input.element() == ElementType.STRING) {
            return new Texts(
                    input,
                    moves.stream()
                            .map(move -> TextSource.of(move, fields.get(move.field())))
                            .toArray(TextSource[]::new));
        }
        CellType cells = CellType.of(input.element());
        return new Numbers(
                input,
                cells,
                moves.stream()
                        .map(move -> NumberWriter.of(move, fields.get(move.field()), cells))
                        .toArray(NumberWriter[]::new));
    }

    private static long[] shape(InputTensor input, int rows) {
        var shape = new long[1 + input.trailing().size()];
        shape[0] = rows;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = input.trailing().get(i - 1);
        }
        return shape;
    }

    /** Numbers and booleans: they are written into the memory that the graph reads. */
    record Numbers(InputTensor input, CellType cells, NumberWriter[] writers) implements TensorPlan {

        @Override
        public String name() {
            return input.name();
        }

        @Override
        public long[] shape(int rows) {
            return TensorPlan.shape(input, rows);
        }

        long bytes(int rows) {
            return (long) rows * input.width() * cells.bytes();
        }

        void fill(Features features, int from, int rows, ByteBuffer buffer) throws RunFailed {
            for (int row = 0; row < rows; row++) {
                int start = row * input.width();
                for (int i = 0; i < writers.length; i++) {
                    writers[i].write(
                            features,
                            from + row,
                            buffer,
                            start + input.moves().get(i).column());
                }
            }
        }
    }

    /** Text: ONNX Runtime copies it, so each run has a tensor of its own. */
    record Texts(InputTensor input, TextSource[] sources) implements TensorPlan {

        @Override
        public String name() {
            return input.name();
        }

        @Override
        public long[] shape(int rows) {
            return TensorPlan.shape(input, rows);
        }

        String[] cells(Features features, int from, int rows) throws RunFailed {
            var cells = new String[rows * input.width()];
            for (int row = 0; row < rows; row++) {
                int start = row * input.width();
                for (int i = 0; i < sources.length; i++) {
                    cells[start + input.moves().get(i).column()] = sources[i].text(features, from + row);
                }
            }
            return cells;
        }
    }
}
