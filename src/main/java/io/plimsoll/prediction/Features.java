package io.plimsoll.prediction;

import io.plimsoll.contract.CategoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a call in the order and the types of its contract, whatever the version's tensors look like.
 *
 * <p>A row has one 64-bit slot an input field. What a slot holds follows from the field's type: an integer its value, a
 * number the bits of a double, a decimal its units of the last place, a boolean 0 or 1, a category the place of its
 * word, a date its days and a datetime its milliseconds since 1970-01-01, a text the place of the text, a whole tensor
 * the place of its {@link Block}. Where the caller sent nothing and no default stands in, the slot is marked missing
 * and its content means nothing.
 *
 * <p>The values of a vector and of the items of a list stand in <em>cells</em>, 64 bits each that mean what a slot of
 * their type means, item after item, in the order of the item's fields; the slot says where they begin and how many
 * values or items there are. A cell is marked missing as a slot is.
 *
 * <p>A word that a category does not list is {@link CategoryType#UNKNOWN}, -1; if the contract passes such words on, it
 * is -2 minus the place of a text instead, and {@link #word} gives the caller's word.
 *
 * <p>Not safe for use by several threads while rows are added; read-only afterwards.
 */
public final class Features {

    private static final long FIRST_UNKNOWN_WORD = CategoryType.UNKNOWN - 1L;
    private static final int FIRST_CELLS = 64;
    private static final long[] NO_CELLS = {};

    private final int width;
    private final int words;
    private int rows;
    private long[] slots;
    private long[] missing;
    private long[] cells;
    private long[] missingCells;
    private int cellCount;

    /** Where the cells of the last row begin. */
    private int rowCells;

    private final List<String> texts;
    private final List<Block> blocks;

    /**
     * No rows yet.
     *
     * @param width slots of a row
     * @param capacity rows that fit without growing
     */
    public Features(int width, int capacity) {
        this.width = width;
        this.words = (width + 63) >>> 6;
        this.slots = new long[Math.multiplyExact(width, capacity)];
        this.missing = new long[Math.multiplyExact(words, capacity)];
        this.cells = NO_CELLS;
        this.missingCells = NO_CELLS;
        this.texts = new ArrayList<>(0);
        this.blocks = new ArrayList<>(0);
    }

    private Features(Features from, int[] selected) {
        width = from.width;
        words = from.words;
        rows = selected.length;
        slots = new long[rows * width];
        missing = new long[rows * words];
        for (int i = 0; i < rows; i++) {
            int row = Objects.checkIndex(selected[i], from.rows);
            System.arraycopy(from.slots, row * width, slots, i * width, width);
            System.arraycopy(from.missing, row * words, missing, i * words, words);
        }
        cells = from.cells;
        missingCells = from.missingCells;
        cellCount = from.cellCount;
        texts = from.texts;
        blocks = from.blocks;
    }

    /** Some of the rows, in the given order; they can be read, and not added to. */
    public Features select(int... selected) {
        return new Features(this, selected);
    }

    public int rows() {
        return rows;
    }

    public int width() {
        return width;
    }

    /** Adds a row in which every slot is missing, and returns its number. */
    public int addRow() {
        int row = rows++;
        if (rows * width > slots.length || rows * words > missing.length) {
            slots = Arrays.copyOf(slots, Math.multiplyExact(rows * 2, width));
            missing = Arrays.copyOf(missing, Math.multiplyExact(rows * 2, words));
        }
        Arrays.fill(missing, row * words, rows * words, -1L);
        rowCells = cellCount;
        return row;
    }

    /** Takes the last row back. */
    public void dropRow() {
        rows--;
        cellCount = rowCells;
    }

    public void put(int row, int field, long slot) {
        slots[row * width + field] = slot;
        missing[row * words + (field >>> 6)] &= ~(1L << field);
    }

    public void putBlock(int row, int field, Block block) {
        put(row, field, blocks.size());
        blocks.add(block);
    }

    /** Keeps a text, and returns what a slot or a cell holds for it. */
    public long addText(String text) {
        texts.add(text);
        return texts.size() - 1L;
    }

    /** Keeps a word that its category does not list and that the graph is to get as it is, as {@link #addText} does. */
    public long addUnknownWord(String word) {
        return FIRST_UNKNOWN_WORD - addText(word);
    }

    /** Adds so many cells behind those that are there, all of them missing, and returns the first. */
    public int addCells(int count) {
        int first = cellCount;
        cellCount = Math.addExact(first, count);
        if (cellCount > cells.length) {
            int room = Math.max(FIRST_CELLS, (int) Math.min(Integer.MAX_VALUE - 64L, cellCount * 2L));
            cells = Arrays.copyOf(cells, room);
            missingCells = Arrays.copyOf(missingCells, (room + 63) >>> 6);
        }
        for (int cell = first; cell < cellCount; cell++) {
            missingCells[cell >>> 6] |= 1L << cell;
        }
        return first;
    }

    /** Cells that the rows take so far. */
    public int cells() {
        return cellCount;
    }

    public void putCell(int cell, long value) {
        cells[cell] = value;
        missingCells[cell >>> 6] &= ~(1L << cell);
    }

    /** Notes in a slot where the cells of its list or vector begin, and how many items or values they are. */
    public void putItems(int row, int field, int firstCell, int items) {
        put(row, field, (long) firstCell << 32 | items);
    }

    public boolean missing(int row, int field) {
        return (missing[row * words + (field >>> 6)] & 1L << field) != 0;
    }

    public long slot(int row, int field) {
        return slots[row * width + field];
    }

    /** Items of a list, or values of a vector; none where it is missing. */
    public int items(int row, int field) {
        return missing(row, field) ? 0 : (int) slot(row, field);
    }

    /** The first cell of a list or a vector that is not missing. */
    public int firstCell(int row, int field) {
        return (int) (slot(row, field) >>> 32);
    }

    public long cell(int cell) {
        return cells[cell];
    }

    public boolean missingCell(int cell) {
        return (missingCells[cell >>> 6] & 1L << cell) != 0;
    }

    /** The text of a slot or cell that {@link #addText} gave. */
    public String text(long content) {
        return texts.get((int) content);
    }

    /** Whether a category's slot or cell holds a word that the category does not list, to be passed on as it is. */
    public static boolean isUnknownWord(long content) {
        return content <= FIRST_UNKNOWN_WORD;
    }

    /** The word of a slot or cell that {@link #addUnknownWord} gave. */
    public String word(long content) {
        return texts.get((int) (FIRST_UNKNOWN_WORD - content));
    }

    public Block block(int row, int field) {
        return blocks.get((int) slot(row, field));
    }
}
