package io.plimsoll.contract;

import static java.util.stream.Collectors.joining;

import io.plimsoll.contract.Binding.Move;
import io.plimsoll.contract.Input.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that the columns of one tensor are filled exactly once, and tells the arithmetic where they are not. */
final class ColumnCover {

    private final Mismatches mismatches;

    ColumnCover(Mismatches mismatches) {
        this.mismatches = mismatches;
    }

    /** Whether no column is left out, filled twice or asked for beyond the width; each is a problem. */
    boolean isComplete(String name, int width, List<Move> filled) {
        if (groupsMeet(name, filled)) {
            return false;
        }
        if (isGroup(name, filled)) {
            int total = filled.stream().mapToInt(Move::width).sum();
            if (total != width) {
                mismatches.add(Sources.group(name), groupArithmetic(name, width, total, filled));
                return false;
            }
        }
        boolean well = true;
        int next = 0;
        @Nullable Move before = null;
        for (Move move : filled) {
            String field = move.leaf().path();
            if (move.column() + move.width() > width) {
                mismatches.add(Sources.field(field), beyond(name, width, move));
                well = false;
            } else if (before != null && move.column() < next) {
                mismatches.add(
                        Sources.field(field),
                        "column " + move.column() + " of " + name + " is filled twice, by "
                                + before.leaf().path() + " and " + field);
                well = false;
            } else if (move.column() > next) {
                well = gap(name, next, move.column());
            }
            next = Math.max(next, move.column() + move.width());
            before = move;
        }
        return well && (next >= width || tooFew(name, next, width, filled));
    }

    private boolean tooFew(String name, int next, int width, List<Move> filled) {
        Leaf only = filled.getFirst().leaf();
        boolean alone = filled.size() == 1 && next > 1 && only.target().equals(new Target.Named(name));
        if (!alone) {
            return gap(name, next, width);
        }
        mismatches.add(
                Sources.field(only.path()),
                only.path() + " fills " + counted(next) + ", but the graph's input " + name + " takes "
                        + counted(width));
        return false;
    }

    /** Whether two groups claim the tensor from its first column on, which is one problem and not one a column. */
    private boolean groupsMeet(String name, List<Move> filled) {
        boolean meet = filled.stream()
                        .filter(move -> move.leaf().target().equals(new Target.Grouped(name, 0)))
                        .count()
                > 1;
        if (meet) {
            mismatches.add(
                    Sources.group(name),
                    "two groups fill " + name + " from its first column on; say which columns each is for, as in"
                            + " tensor: \"" + name + "[0..3]\" and tensor: \"" + name + "[4..9]\"");
        }
        return meet;
    }

    /** Whether one group is meant to fill the whole tensor. */
    private static boolean isGroup(String name, List<Move> filled) {
        return filled.stream()
                        .allMatch(move -> move.leaf().target() instanceof Target.Grouped(String tensor, int from)
                                && tensor.equals(name))
                && filled.stream().map(Move::column).distinct().count() == filled.size();
    }

    private boolean gap(String name, int from, int to) {
        mismatches.add(
                Sources.INPUTS,
                "no field fills " + (to - from == 1 ? "column " + from : "columns " + from + " to " + (to - 1)) + " of "
                        + name + ", counted from 0; write tensor: \"" + name + '[' + from + "]\" at one, or a group");
        return false;
    }

    private String beyond(String name, int width, Move move) {
        String field = move.leaf().path();
        return width == 1 || (move.column() == 0 && move.width() > 1)
                ? field + " fills " + counted(move.width()) + " from column " + move.column() + ", but " + name
                        + " has only " + counted(width)
                : field + " asks for column " + move.column() + " of " + name + ", which has " + counted(width)
                        + ", 0 to " + (width - 1);
    }

    private String groupArithmetic(String name, int width, int total, List<Move> filled) {
        String wide = filled.stream()
                .filter(move -> move.width() > 1)
                .map(move -> move.leaf().path() + " with " + counted(move.width()))
                .collect(joining(", "));
        String sum = counted(total) + " (" + filled.size() + (filled.size() == 1 ? " field" : " fields")
                + (wide.isEmpty() ? "" : ", of them " + wide) + ')';
        String difference = total > width
                ? (total - width) + " too many, from " + fieldAt(width, filled) + " on"
                : (width - total) + " too few after " + filled.getLast().leaf().path();
        return "the group fills " + sum + ", but the graph's input " + name + " takes " + counted(width) + ": "
                + difference;
    }

    private String fieldAt(int column, List<Move> filled) {
        return filled.stream()
                .filter(move -> column < move.column() + move.width())
                .map(move -> move.leaf().path())
                .findFirst()
                .orElseThrow();
    }

    /** A number of columns in words. */
    static String counted(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }
}
