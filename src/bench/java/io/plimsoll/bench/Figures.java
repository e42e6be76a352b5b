package io.plimsoll.bench;

import io.plimsoll.load.Latencies;

/**
 * What one round said of one server; times in microseconds.
 *
 * @param cpu CPU of the server's threads for one answered request
 * @param perSecond requests a second with 16 callers in a closed loop
 * @param alone with one caller in a closed loop
 * @param paced with a constant rate, from the intended start
 */
record Figures(double cpu, double perSecond, Percentiles crowd, Percentiles alone, Percentiles paced) {

    /** Median and 99th percentile of one load. */
    record Percentiles(double p50, double p99) {

        static Percentiles of(Latencies latencies) {
            return new Percentiles(latencies.micros(0.5), latencies.micros(0.99));
        }
    }
}
