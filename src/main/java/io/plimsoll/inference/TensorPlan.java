package io.plimsoll.inference;

import io.plimsoll.contract.Absence.Filler;
import io.plimsoll.contract.Binding;
import io.plimsoll.contract.Binding.Fill;
import io.plimsoll.contract.Binding.InputTensor;
import io.plimsoll.contract.Binding.ItemAxis;
import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Binding.RowMode;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.FieldType;
import io.plimsoll.contract.ListType;
import io.plimsoll.contract.Scalar;
import io.plimsoll.prediction.Features;
import java.nio.ByteBuffer;
import java.util.List;

/** How one graph input is filled from the rows of a request, compiled from its binding. */
sealed interface TensorPlan {

    InputTensor input();

    /** The plans of all inputs that rows fill; whole tensors need none. */
    static List<TensorPlan> of(Binding binding) {
        return binding.rows() == RowMode.WHOLE
                ? List.of()
                : binding.inputs().stream().map(TensorPlan::of).toList();
    }

    private static TensorPlan of(InputTensor input) {
        if (input.element() == ElementType.STRING) {
            return new Texts(input, texts(input));
        }
        CellType cells = CellType.of(input.element());
        return new Numbers(input, cells, numbers(input, cells));
    }

    private static TensorFill<ByteBuffer> numbers(InputTensor input, CellType cells) {
        return switch (input.fill()) {
            case Fill.Columns(List<Move> moves) ->
                columns(input, moves, new Column.Writers<>() {
                    @Override
                    public CellWriter<ByteBuffer> value(FieldType type) {
                        return NumberCells.of(type, cells);
                    }

                    @Override
                    public CellWriter<ByteBuffer> filler(Filler filler, int width) {
                        return NumberCells.filler(filler, width, cells);
                    }
                });
            case Fill.Mask mask -> new TensorFill.Mask(axis(input).list(), cells);
            case Fill.Lengths(int list) -> new TensorFill.Lengths(list, cells);
            case Fill.Constant(List<Scalar> values, boolean rows) ->
                new TensorFill.Constants<>(
                        values.stream().map(value -> number(value, cells)).toList());
        };
    }

    private static CellWriter<ByteBuffer> number(Scalar constant, CellType cells) {
        return switch (constant) {
            case Scalar.Whole(long value) -> (features, content, buffer, at) -> cells.put(buffer, at, value);
            case Scalar.Real(double value) -> (features, content, buffer, at) -> cells.put(buffer, at, value);
            case Scalar.Flag(boolean value) ->
                (features, content, buffer, at) -> cells.put(buffer, at, value ? 1L : 0L);
            case Scalar.Text text -> throw new IllegalArgumentException("text cannot fill a tensor of numbers");
        };
    }

    private static TensorFill<StringTensor> texts(InputTensor input) {
        return switch (input.fill()) {
            case Fill.Columns(List<Move> moves) ->
                columns(input, moves, new Column.Writers<>() {
                    @Override
                    public CellWriter<StringTensor> value(FieldType type) {
                        return TextCells.of(type);
                    }

                    @Override
                    public CellWriter<StringTensor> filler(Filler filler, int width) {
                        return TextCells.filler(filler, width);
                    }
                });
            case Fill.Constant(List<Scalar> values, boolean rows) ->
                new TensorFill.Constants<>(values.stream()
                        .map(value -> TextCells.filler(new Filler.Word(((Scalar.Text) value).value()), 1))
                        .toList());
            case Fill.Mask mask -> throw new IllegalArgumentException("a mask of text");
            case Fill.Lengths lengths -> throw new IllegalArgumentException("lengths of text");
        };
    }

    private static <T> TensorFill<T> columns(InputTensor input, List<Move> moves, Column.Writers<T> writers) {
        List<Column<T>> columns =
                moves.stream().map(move -> Column.of(move, writers)).toList();
        ListType list = moves.getFirst().leaf().list();
        return list == null
                ? new TensorFill.Rows<>(columns, input.width())
                : new TensorFill.Items<>(columns, axis(input).list(), list.itemCells(), input.width());
    }

    private static ItemAxis axis(InputTensor input) {
        ItemAxis items = input.items();
        if (items == null) {
            throw new IllegalArgumentException(input.name() + " has no axis of items");
        }
        return items;
    }

    default String name() {
        return input().name();
    }

    /** Whether its shape follows from the number of rows alone. */
    default boolean steady() {
        ItemAxis items = input().items();
        return items == null || items.length() != ItemAxis.OPEN;
    }

    /** Whether it is the same in each run. */
    default boolean constant() {
        return input().fill() instanceof Fill.Constant;
    }

    /** The length of the axis of items for the first rows: the longest list; 1 where there is no such axis. */
    default int length(Features features, int rows) {
        ItemAxis items = input().items();
        if (items == null || steady()) {
            return length();
        }
        int longest = 0;
        for (int row = 0; row < rows; row++) {
            longest = Math.max(longest, features.items(row, items.list()));
        }
        return longest;
    }

    /** The length of the axis of items of a steady input. */
    default int length() {
        ItemAxis items = input().items();
        return items == null ? 1 : items.length();
    }

    /** The rows of its first axis for that many rows of features; 1 for a constant that has no such axis. */
    default int rows(int rows) {
        return rowless() ? 1 : rows;
    }

    private boolean rowless() {
        return input().fill() instanceof Fill.Constant(List<Scalar> values, boolean perRow) && !perRow;
    }

    default int cells(int rows, int length) {
        return rows(rows) * length * input().width();
    }

    default long[] shape(int rows, int length) {
        int leading = rowless() ? 0 : input().items() == null ? 1 : 2;
        var shape = new long[leading + input().trailing().size()];
        for (int i = leading; i < shape.length; i++) {
            shape[i] = input().trailing().get(i - leading);
        }
        if (leading > 0) {
            shape[0] = rows;
        }
        if (leading > 1) {
            shape[1] = length;
        }
        return shape;
    }

    /** Numbers and booleans: they are written into the memory that the graph reads. */
    record Numbers(InputTensor input, CellType cells, TensorFill<ByteBuffer> fill) implements TensorPlan {}

    /** Text: ONNX Runtime copies it, cell by cell. */
    record Texts(InputTensor input, TensorFill<StringTensor> fill) implements TensorPlan {}
}
