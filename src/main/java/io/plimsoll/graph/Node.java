package io.plimsoll.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One node while and after it is read: only what tells training from serving. */
final class Node {

    final Scope scope;
    String name = "";
    String operator = "";
    String domain = "";
    final List<String> inputs = new ArrayList<>();
    final List<String> outputs = new ArrayList<>();

    /** The whole-number attributes. */
    final Map<String, Long> numbers = new HashMap<>();

    /** The attributes that a function takes from whoever calls it. */
    final Set<String> borrowed = new HashSet<>();

    /** The one truth that a Constant holds. */
    Scope.Truth constant = Scope.Truth.COMPUTED;

    Node(Scope scope) {
        this.scope = scope;
    }

    boolean standard() {
        return domain.isEmpty();
    }

    /** How people find it again. */
    String label() {
        if (!name.isEmpty()) {
            return name;
        }
        return outputs.isEmpty() ? "" : outputs.getFirst();
    }

    /** The operator and the name, as in "If 'choice'". */
    String quotedLabel() {
        return operator + " '" + label() + "'";
    }

    /** Gives its outputs to the scope. */
    void define() {
        boolean single = standard() && outputs.size() == 1;
        if (single && operator.equals("Identity") && hasInput(0)) {
            scope.copy(outputs.getFirst(), inputs.getFirst());
            return;
        }
        boolean known = single && operator.equals("Constant") && borrowed.isEmpty();
        for (String output : outputs) {
            scope.output(output, known ? constant : Scope.Truth.COMPUTED);
        }
    }

    /** How many outputs are asked for. */
    long usedOutputs() {
        return outputs.stream().filter(output -> !output.isEmpty()).count();
    }

    /** Whether there is an input at that place; optional ones are left out by an empty name. */
    boolean hasInput(int place) {
        return place < inputs.size() && !inputs.get(place).isEmpty();
    }

    String qualifiedOperator() {
        return standard() ? operator : domain + "." + operator;
    }
}
