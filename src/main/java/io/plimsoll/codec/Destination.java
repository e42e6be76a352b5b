package io.plimsoll.codec;

/** Where the values of a field go. */
enum Destination {
    /** Into a slot of the row. */
    SLOT,
    /** Into cells, as values of a vector and of a list's items do. */
    CELL,
    /** Nowhere: the values of a context field are checked, and that is all. */
    NOWHERE;

    boolean stores() {
        return this != NOWHERE;
    }

    /** Where the values inside such a value go. */
    Destination inside() {
        return stores() ? CELL : NOWHERE;
    }

    /**
     * Puts a value there.
     *
     * @param at the slot or the cell
     * @param content what a slot or a cell holds for the value
     */
    void put(RowIntake row, int at, long content) {
        switch (this) {
            case SLOT -> row.features().put(row.row(), at, content);
            case CELL -> row.features().putCell(at, content);
            case NOWHERE -> {}
        }
    }
}
