package io.plimsoll.contract;

import io.plimsoll.contract.Binding.Part;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Signature.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a form by {@link FormFit}, and where the model has lists also by whether it was meant for the items of one: an
 * output whose second axis is open has a value an item there, and fails as a single value when it runs.
 */
final class ItemsFit {

    private final List<String> lists;

    /** @param lists the names of the model's lists */
    ItemsFit(List<String> lists) {
        this.lists = lists;
    }

    @Nullable
    String complaint(Form form, Part part, Value value) {
        String complaint = FormFit.complaint(form, part, value);
        if (lists.isEmpty() || !(value instanceof Value.Tensor tensor) || !(part instanceof Part.Whole)) {
            return complaint;
        }
        return switch (form) {
            case Form.Number _, Form.Whole _, Form.Flag _, Form.Text _, Form.Label _, Form.Bands _ ->
                complaint == null && openItems(tensor)
                        ? "its second axis is open, as for the items of a list; write " + perItem()
                                + ", or name a column in brackets"
                        : complaint;
            case Form.Top top ->
                complaint != null && top.labels().isEmpty() ? complaint + ", or " + perItem() : complaint;
            case Form.Vector _, Form.Scores _, Form.PerItem _, Form.TopItems _, Form.Nested _ -> complaint;
        };
    }

    private String perItem() {
        return "per_item: " + String.join(" or ", lists);
    }

    private static boolean openItems(Value.Tensor tensor) {
        return tensor.ranked()
                && tensor.shape().size() > 1
                && tensor.shape().get(1).open();
    }
}
