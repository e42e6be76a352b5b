package io.plimsoll.draft;

import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.NearestName;
import io.plimsoll.contract.Results;
import io.plimsoll.contract.Results.Confidence;
import io.plimsoll.contract.Results.Form;
import io.plimsoll.contract.Results.Result;
import io.plimsoll.contract.Signature;
import io.plimsoll.contract.Signature.Value;
import io.plimsoll.yaml.ContractWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drafts what an answer holds, out of what a graph answers. */
final class ResultsDraft {

    private static final int MOST_PARTS = 16;

    private final List<String> labels;
    private final @Nullable String list;
    private final Remarks remarks;
    private final Names names = new Names();
    private final List<Result> results = new ArrayList<>();
    private @Nullable Confidence confidence;
    private boolean labelled;

    private ResultsDraft(List<String> labels, @Nullable String list, Remarks remarks) {
        this.labels = labels;
        this.list = list;
        this.remarks = remarks;
    }

    /**
     * What is answered, and the columns of the data that hold what it should be.
     *
     * @param expected result → columns; all results are in it, or none
     */
    record Drafted(Results results, Map<String, List<Column>> expected) {}

    /**
     * Drafts the results.
     *
     * @param list the list of the inputs whose items the graph may answer one by one, or null
     */
    static Drafted of(Signature signature, Table table, Instructions told, @Nullable String list, Remarks remarks)
            throws Undraftable {
        var draft = new ResultsDraft(told.labels(), list, remarks);
        signature.outputs().forEach(draft::add);
        if (draft.results.isEmpty()) {
            throw new Undraftable("the graph answers nothing that can be served");
        }
        Map<String, List<Column>> expected = draft.expected(table, told.expected());
        if (!expected.isEmpty()) {
            draft.keepOnly(expected);
        }
        return new Drafted(new Results(draft.results, draft.confidence, null, null, null), expected);
    }

    private void add(String output, Value value) {
        switch (value) {
            case Value.Maps maps -> {
                addResult(output, output, new Form.Scores(null));
                addConfidence(output);
            }
            case Value.Other other -> remarks.note("Not answered: " + output + ", which is " + other + '.');
            case Value.Tensor tensor -> addTensor(output, tensor);
        }
    }

    private void addTensor(String output, Value.Tensor tensor) {
        ElementType element = tensor.element();
        switch (Shape.of(tensor)) {
            case Shape.One one -> addResult(output, output, single(element));
            case Shape.Row row when !element.numeric() -> addParts(output, element, row.width());
            case Shape.Row row -> addRow(output, element, row.width());
            case Shape.Items items
            when list != null && items.width() == 1 ->
                addResult(output, output, new Form.PerItem(list, single(element)));
            case Shape.Items items -> addVector(output, element);
            case Shape.Block block -> addVector(output, element);
            case Shape.Unclear unclear -> addVector(output, element);
        }
    }

    private Form single(ElementType element) {
        return switch (element) {
            case FLOAT, DOUBLE, FLOAT16 -> new Form.Number(null);
            case INT64, INT32 -> whole();
            case BOOL -> new Form.Flag();
            case STRING -> new Form.Text();
        };
    }

    /** The first whole number that is answered is the class, if there are labels. */
    private Form whole() {
        if (labels.isEmpty() || labelled) {
            return new Form.Whole();
        }
        labelled = true;
        Map<Long, String> byCode = new LinkedHashMap<>();
        labels.forEach(label -> byCode.put((long) byCode.size(), label));
        return new Form.Label(byCode);
    }

    private void addRow(String output, ElementType element, int width) {
        boolean classes = element.floating() && labels.size() == width;
        addResult(output, output, classes ? new Form.Top(labels, width, null, null) : new Form.Vector(null));
        if (classes || (element.floating() && output.toLowerCase(Locale.ROOT).contains("prob"))) {
            addConfidence(output);
        }
    }

    private void addVector(String output, ElementType element) {
        if (element.numeric()) {
            addResult(output, output, new Form.Vector(null));
        } else {
            remarks.note("Not answered: " + output + ", whose width the graph does not tell.");
        }
    }

    private void addParts(String output, ElementType element, int width) {
        for (int place = 0; place < Math.min(width, MOST_PARTS); place++) {
            addResult(output + '_' + place, output + '[' + place + ']', single(element));
        }
        if (width > MOST_PARTS) {
            remarks.note("Not answered: the columns of " + output + " from " + MOST_PARTS + " on.");
        }
    }

    private Result addResult(String name, String from, Form form) {
        var result = new Result(names.field(name), from, form, null, null);
        results.add(result);
        return result;
    }

    private void addConfidence(String output) {
        if (confidence == null) {
            confidence = new Confidence(output, Confidence.Reduce.MAX);
            remarks.guess(ContractWriter.OUTPUTS, "the confidence is the largest of " + output);
        }
    }

    private Map<String, List<Column>> expected(Table table, Map<String, List<String>> told) throws Undraftable {
        Map<String, List<Column>> expected = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : told.entrySet()) {
            Result result = result(entry.getKey());
            List<Column> columns = table.needed(entry.getValue());
            String problem = Expectation.problem(result.form(), columns, labels);
            if (problem != null) {
                throw new Undraftable("the result " + result.name() + ": " + problem);
            }
            expected.put(result.name(), columns);
        }
        return expected;
    }

    /** A result by its name or its output; a part of an output becomes a number of its own. */
    private Result result(String key) throws Undraftable {
        if (key.isEmpty()) {
            return results.getFirst();
        }
        for (Result result : results) {
            if (result.name().equals(key) || result.from().equals(key)) {
                return result;
            }
        }
        int bracket = key.indexOf('[');
        if (bracket > 0 && key.endsWith("]")) {
            String output = key.substring(0, bracket);
            if (results.stream().anyMatch(result -> result.from().equals(output))) {
                return addResult(
                        output + '_' + key.substring(bracket + 1, key.length() - 1), key, new Form.Number(null));
            }
        }
        List<String> known = results.stream().map(Result::name).toList();
        throw new Undraftable(
                "there is no result " + key + NearestName.hint(known, key) + "; there are " + String.join(", ", known));
    }

    /** What no column expects cannot be proved, so it is not answered. */
    private void keepOnly(Map<String, List<Column>> expected) {
        List<Result> unproven = results.stream()
                .filter(result -> !expected.containsKey(result.name()))
                .toList();
        if (!unproven.isEmpty()) {
            results.removeAll(unproven);
            String names = String.join(", ", unproven.stream().map(Result::name).toList());
            remarks.comment(ContractWriter.OUTPUTS, "not answered, because no column expects it: " + names);
            remarks.note("Not answered, because no column of the data was named to expect it: " + names + '.');
        }
    }
}
