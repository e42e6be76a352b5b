package io.plimsoll.contract;

import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.Results.Confidence.Reduce;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Outcome;
import io.plimsoll.contract.Signature.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a result can be made from what a graph declares; a complaint says what to write instead. */
final class FormFit {

    /** The width of an output whose declared shape does not tell. */
    static final int UNKNOWN = -1;

    private static final String ONE_COLUMN = "it has several columns; name one, as in from: \"probabilities[1]\"";
    private static final String MANY_AN_ITEM = "it has several columns an item; name one, as in from: \"scores[1]\"";
    private static final String ONE_LABEL =
            "it is a map from labels to scores; name a label, as in from: \"scores[yes]\", or write type: map, or top";

    private FormFit() {}

    /** Cells of one row, as far as declared: an output of rank 1 may lie about its rows, and so about its columns. */
    static int width(Value.Tensor tensor) {
        if (!tensor.ranked() || tensor.shape().isEmpty()) {
            return UNKNOWN;
        }
        if (tensor.shape().size() == 1) {
            return tensor.shape().getFirst().open() ? 1 : UNKNOWN;
        }
        return product(tensor.shape().subList(1, tensor.shape().size()));
    }

    private static int product(List<Dimension> axes) {
        long width = 1;
        for (Dimension axis : axes) {
            if (axis.open() || axis.size() > Integer.MAX_VALUE) {
                return UNKNOWN;
            }
            width *= axis.size();
            if (width > Integer.MAX_VALUE) {
                return UNKNOWN;
            }
        }
        return (int) width;
    }

    static @Nullable String complaint(Form form, Part part, Value value) {
        return switch (value) {
            case Value.Other other -> "only tensors and maps from labels to scores are answered";
            case Value.Maps maps -> ofMaps(form, part);
            case Value.Tensor tensor -> ofTensor(form, part, tensor);
        };
    }

    private static @Nullable String ofMaps(Form form, Part part) {
        boolean whole = part instanceof Part.Whole;
        return switch (form) {
            case Form.Number number -> whole ? ONE_LABEL : null;
            case Form.Bands bands -> whole ? ONE_LABEL : null;
            case Form.Scores scores -> whole ? null : "type: map takes all labels; leave out the brackets";
            case Form.Top top when !top.labels().isEmpty() -> "the graph gives the labels itself; leave out labels";
            case Form.Top top -> whole ? null : "top takes all labels; leave out the brackets";
            case Form.Whole number -> "its scores are no whole numbers; write type: number, or leave it out";
            case Form.Flag flag -> "its scores are neither true nor false; write bands";
            case Form.Text text -> "its scores are no text; write top: 1 for the best label";
            case Form.Label label -> "its scores are no codes; write top: 1 for the best label";
            case Form.Vector vector -> "it is a map from labels to scores; write type: map";
            case Form.PerItem items -> "it is a map from labels to scores; per_item is for tensors";
            case Form.TopItems items -> "it is a map from labels to scores; per_item is for tensors";
            case Form.Nested nested -> "it is no tensor";
        };
    }

    private static @Nullable String ofTensor(Form form, Part part, Value.Tensor tensor) {
        ElementType element = tensor.element();
        boolean whole = part instanceof Part.Whole;
        return switch (form) {
            case Form.Number number -> element.numeric() ? single(part, tensor) : otherType(element);
            case Form.Bands bands -> element.numeric() ? single(part, tensor) : "bands are for numbers";
            case Form.Whole number ->
                isWhole(element) ? single(part, tensor) : "type: integer is for int64 and int32; " + otherType(element);
            case Form.Flag flag ->
                element == ElementType.BOOL ? single(part, tensor) : "type: boolean is for bool; " + otherType(element);
            case Form.Text text ->
                element == ElementType.STRING
                        ? single(part, tensor)
                        : "type: string is for string tensors; " + otherType(element);
            case Form.Label label -> isWhole(element) ? single(part, tensor) : labelled(element);
            case Form.Vector vector -> {
                if (!element.numeric()) {
                    yield "type: vector is for numbers";
                }
                yield whole ? null : "type: vector takes all columns; leave out the brackets";
            }
            case Form.PerItem(String list, Form each) ->
                perItem(ofTensor(each, new Part.Column(0), tensor), part, tensor);
            case Form.TopItems items -> perItem(element.numeric() ? null : "top ranks numbers", part, tensor);
            case Form.Scores scores -> "type: map is for maps from labels to scores; write top with labels, or vector";
            case Form.Top top -> top(top, whole, tensor);
            case Form.Nested nested -> whole ? null : "it is answered whole";
        };
    }

    /** Items stand on the axis after the rows, columns of an item behind it; what one is, its form has judged. */
    private static @Nullable String perItem(@Nullable String each, Part part, Value.Tensor tensor) {
        if (each != null || !tensor.ranked()) {
            return each;
        }
        List<Dimension> shape = tensor.shape();
        if (shape.size() == 1 && shape.getFirst().open()) {
            return "it has one value a row; per_item needs a shape such as [N, L]";
        }
        if (shape.size() < 3) {
            return part instanceof Part.Whole ? null : "per_item takes all items; leave out the brackets";
        }
        int columns = product(shape.subList(2, shape.size()));
        return switch (part) {
            case Part.Column(int column) ->
                columns == UNKNOWN || column < columns
                        ? null
                        : "an item has " + ColumnCover.counted(columns) + ", counted from 0";
            case Part.Whole whole -> columns > 1 ? MANY_AN_ITEM : null;
            case Part.Key key -> throw new IllegalArgumentException("a tensor has no labels");
        };
    }

    private static @Nullable String top(Form.Top top, boolean whole, Value.Tensor tensor) {
        if (!tensor.element().numeric() || !whole) {
            return "top ranks all columns of a numeric tensor; leave out the brackets";
        }
        if (top.labels().isEmpty()) {
            return "top needs labels, one a column";
        }
        return perColumn("labels", top.labels().size(), tensor);
    }

    static @Nullable String confidence(Reduce reduce, Part part, Value value) {
        boolean scores = value instanceof Value.Maps
                || (value instanceof Value.Tensor tensor && tensor.element().floating());
        if (!scores) {
            return "a confidence is made from scores in a float, double or float16 tensor, or a map of scores";
        }
        boolean wholeMap = value instanceof Value.Maps && part instanceof Part.Whole;
        return switch (reduce) {
            case MAX -> null;
            case BINARY, NONE -> {
                if (wholeMap) {
                    yield "it is a map from labels to scores; name a label in brackets, or write reduce: max";
                }
                yield value instanceof Value.Tensor tensor && single(part, tensor) != null
                        ? "it has several columns; name one in brackets, or write reduce: max"
                        : null;
            }
        };
    }

    static @Nullable String contributions(int fields, Part part, Value value) {
        return value instanceof Value.Tensor tensor && tensor.element().floating() && part instanceof Part.Whole
                ? perColumn("input fields", fields, tensor)
                : "contributions are a whole float, double or float16 tensor, one column an input field";
    }

    static @Nullable String outcome(Outcome outcome, Part part, Value value) {
        return switch (outcome) {
            case Outcome.OfResult named -> null;
            case Outcome.HitWithin number -> complaint(new Form.Number(null), part, value);
            case Outcome.OfOutput output ->
                switch (value) {
                    case Value.Other other -> "only tensors and maps from labels to scores are answered";
                    case Value.Maps maps -> null;
                    case Value.Tensor tensor
                    when tensor.element().floating() ->
                        part instanceof Part.Whole
                                ? perColumn("labels", output.labels().size(), tensor)
                                : "the likeliest label is looked for in all columns; leave out the brackets";
                    case Value.Tensor tensor -> single(part, tensor);
                };
        };
    }

    private static @Nullable String perColumn(String what, int count, Value.Tensor tensor) {
        int width = width(tensor);
        return width == UNKNOWN || width == count
                ? null
                : "there are " + count + ' ' + what + " for " + width + " columns";
    }

    private static @Nullable String single(Part part, Value.Tensor tensor) {
        return part instanceof Part.Whole && width(tensor) > 1 ? ONE_COLUMN : null;
    }

    private static boolean isWhole(ElementType element) {
        return element == ElementType.INT64 || element == ElementType.INT32;
    }

    private static String labelled(ElementType element) {
        return switch (element) {
            case STRING -> "the graph answers the words itself; write type: string instead of labels";
            case BOOL -> "labels are for codes; write type: boolean";
            case FLOAT, DOUBLE, FLOAT16, INT64, INT32 ->
                "labels are for codes in int64 or int32; for scores add top: 1, or write bands";
        };
    }

    private static String otherType(ElementType element) {
        return switch (element) {
            case STRING -> "write type: string";
            case BOOL -> "write type: boolean";
            case INT64, INT32 -> "write type: integer, or labels";
            case FLOAT, DOUBLE, FLOAT16 -> "write type: number, perhaps with decimals: 0";
        };
    }
}
