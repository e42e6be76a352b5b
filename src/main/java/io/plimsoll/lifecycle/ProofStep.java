package io.plimsoll.lifecycle;

/** What a proof is busy with, in the order in which it happens. */
enum ProofStep {
    START("the proof had begun"),
    INSPECTION("the package was read"),
    LOAD("ONNX Runtime loaded the graph"),
    GOLDEN_ROWS("golden rows ran"),
    RELEASE("the graph was freed");

    private final String words;

    ProofStep(String words) {
        this.words = words;
    }

    /** To be read after "while" or "before". */
    String words() {
        return words;
    }

    /** Whether code of ONNX Runtime is at work. */
    boolean isNative() {
        return switch (this) {
            case START, INSPECTION -> false;
            case LOAD, GOLDEN_ROWS, RELEASE -> true;
        };
    }
}
