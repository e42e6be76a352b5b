package io.plimsoll.lifecycle;

/** How far a number of an answer may be from the graph's own, because of how it is written. */
record Slack(double absolute, double relative) {

    /** Floats, doubles and integers are written as what they are. */
    static final Slack NONE = new Slack(0, 0);

    /** Half a unit of a float16's last place: its shortest form, 0.1 for 0.099975586, is within that. */
    static final Slack OF_FLOAT16 = new Slack(0x1p-25, 0x1p-11);

    /** Half a unit of the last decimal. */
    static Slack ofDecimals(int decimals) {
        return new Slack(0.5 * Math.pow(10, -decimals), 0);
    }

    Slack twice() {
        return new Slack(2 * absolute, 2 * relative);
    }

    /** How far from this number. */
    double of(double number) {
        return absolute + relative * Math.abs(number);
    }
}
