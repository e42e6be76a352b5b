package io.plimsoll.bench;

/** A server did not answer what it should: its figures would mean nothing, so the run ends. */
final class WrongAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongAnswer(String message) {
        super(message);
    }
}
