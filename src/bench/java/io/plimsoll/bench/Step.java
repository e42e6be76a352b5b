package io.plimsoll.bench;

/** What the CPU of a prediction goes into. */
enum Step {
    DECODE("decode and check"),
    RUN("fill, run, read"),
    GRAPH("of that the graph"),
    ENCODE("encode"),
    /** All of it in one call, as a request's thread does it. */
    WHOLE("whole prediction");

    final String title;

    Step(String title) {
        this.title = title;
    }
}
