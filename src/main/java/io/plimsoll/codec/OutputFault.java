package io.plimsoll.codec;

/** What can be wrong with what a graph answered. */
enum OutputFault {
    NOT_FINITE("answered NaN or infinity"),
    WRONG_WIDTH("answered another number of values than the contract says"),
    WRONG_KIND("answered values of another kind than the contract says"),
    UNKNOWN_LABEL("answered a label that the contract does not list"),
    NO_SUCH_LABEL("answered no score for the label that the contract names");

    private final String text;

    OutputFault(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
