package io.plimsoll.prediction;

import io.plimsoll.contract.FieldType.CategoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a call in the order and the types of its contract, whatever the version's tensors look like.
 *
 * <p>A row has one 64-bit slot an input field. What a slot holds follows from the field's type: an integer its value, a
 * number the bits of a double, a boolean 0 or 1, a category the place of its word, a date its days since 1970-01-01, a
 * text the place of the text, a list or a tensor the place of its {@link Block}. Where the caller sent nothing and no
 * default stands in, the slot is marked missing and its content means nothing.
 *
 * <p>A word that a category does not list is {@link CategoryType#UNKNOWN}, -1, in its slot; if the contract passes such
 * words on, the slot is -2 minus the place of a text instead, and {@link #unknownWord} gives the caller's word.
 *
 * <p>Not safe for use by several threads while rows are added; read-only afterwards.
 */
public final class Features {

    private static final long FIRST_UNKNOWN_WORD = CategoryType.UNKNOWN - 1L;

    private final int width;
    private final int words;
    private int rows;
    private long[] slots;
    private long[] missing;
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
        this.texts = new ArrayList<>(0);
        this.blocks = new ArrayList<>(0);
    }

    private Features(Features from, int row) {
        width = from.width;
        words = from.words;
        slots = Arrays.copyOfRange(from.slots, row * width, (row + 1) * width);
        missing = Arrays.copyOfRange(from.missing, row * words, (row + 1) * words);
        texts = from.texts;
        blocks = from.blocks;
        rows = 1;
    }

    /** One row alone; it can be read, and not added to. */
    public Features only(int row) {
        return new Features(this, Objects.checkIndex(row, rows));
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
        return row;
    }

    /** Takes the last row back. */
    public void dropRow() {
        rows--;
    }

    public void put(int row, int field, long slot) {
        slots[row * width + field] = slot;
        missing[row * words + (field >>> 6)] &= ~(1L << field);
    }

    public void putNumber(int row, int field, double value) {
        put(row, field, Double.doubleToRawLongBits(value));
    }

    public void putText(int row, int field, String text) {
        put(row, field, texts.size());
        texts.add(text);
    }

    public void putBlock(int row, int field, Block block) {
        put(row, field, blocks.size());
        blocks.add(block);
    }

    /** Puts a word that the category does not list and that the graph is to get as it is. */
    public void putUnknownWord(int row, int field, String word) {
        put(row, field, FIRST_UNKNOWN_WORD - texts.size());
        texts.add(word);
    }

    public boolean missing(int row, int field) {
        return (missing[row * words + (field >>> 6)] & 1L << field) != 0;
    }

    public long slot(int row, int field) {
        return slots[row * width + field];
    }

    public double number(int row, int field) {
        return Double.longBitsToDouble(slot(row, field));
    }

    public String text(int row, int field) {
        return texts.get((int) slot(row, field));
    }

    /** Whether a category's slot holds a word that the category does not list, to be passed on as it is. */
    public boolean holdsUnknownWord(int row, int field) {
        return slot(row, field) <= FIRST_UNKNOWN_WORD;
    }

    /** The word of {@link #putUnknownWord}. */
    public String unknownWord(int row, int field) {
        return texts.get((int) (FIRST_UNKNOWN_WORD - slot(row, field)));
    }

    public Block block(int row, int field) {
        return blocks.get((int) slot(row, field));
    }
}
