package io.plimsoll.codec;

import java.util.Arrays;

/** Finds the best of some scores: the largest first, equal ones in the order in which they came. */
final class Ranking {

    private Ranking() {}

    /**
     * The places of the best scores, best first.
     *
     * @param scores finite numbers
     * @param top the most that are named
     * @param atLeast scores below are left out
     */
    static int[] best(double[] scores, int top, double atLeast) {
        int[] best = new int[Math.min(top, scores.length)];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean beaten = count == best.length && scores[i] <= scores[best[count - 1]];
            if (scores[i] >= atLeast && !beaten) {
                int at = placeFor(scores[i], scores, best, count);
                int kept = Math.min(count, best.length - 1);
                System.arraycopy(best, at, best, at + 1, kept - at);
                best[at] = i;
                count = kept + 1;
            }
        }
        return Arrays.copyOf(best, count);
    }

    /** Behind all that are as good; found by halves, since a top may be as long as thousands of labels. */
    private static int placeFor(double score, double[] scores, int[] best, int count) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores[best[middle]] >= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
