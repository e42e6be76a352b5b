package io.plimsoll.prediction;

/** Is told of each call once its answer is made, on the request's thread; it must be quick and must not throw. */
@FunctionalInterface
public interface Observer {

    /** Looks at nothing. */
    Observer NONE = (call, features, answer, nanos) -> {};

    /**
     * A call was answered.
     *
     * @param features the valid rows, in contract order and types
     * @param nanos from the start of decoding to the end of encoding
     */
    void answered(Call call, Features features, Answer answer, long nanos);
}
