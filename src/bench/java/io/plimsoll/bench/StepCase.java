package io.plimsoll.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of request whose steps are measured.
 *
 * @param folder of the package that answers it
 */
record StepCase(String title, Path folder, List<byte[]> bodies) {

    private static final Path OWN = Path.of("src/bench/models");
    private static final Path SAMPLES = Path.of("models");

    /** A yardstick first; then lists and texts, short and long. */
    static List<StepCase> all() throws IOException {
        Path numbers = OWN.resolve("twenty-numbers/versions/1");
        Path kinds = SAMPLES.resolve("basket-ranking/versions/1");
        Path products = SAMPLES.resolve("store-recommender/versions/1");
        Path tone = SAMPLES.resolve("review-tone/versions/1");
        Path echo = OWN.resolve("text-echo/versions/1");
        GoldenMix baskets = GoldenMix.of(kinds, "weeks ");
        GoldenMix offers = GoldenMix.of(products, "took ");
        GoldenMix reviews = GoldenMix.of(tone, "of a ");
        return List.of(
                new StepCase(
                        "20 numbers, one small linear graph",
                        numbers,
                        GoldenMix.of(numbers, "").fields()),
                new StepCase("basket-ranking, 10 words", kinds, baskets.lists("item_list", 10)),
                new StepCase("basket-ranking, 200 words", kinds, baskets.lists("item_list", 200)),
                new StepCase("store-recommender, 10 records", products, offers.lists("item_list", 10)),
                new StepCase("store-recommender, 200 records", products, offers.lists("item_list", 200)),
                new StepCase("a graph that echoes the text, 100 characters", echo, reviews.texts("text", 100)),
                new StepCase("the same, 2,000 characters", echo, reviews.texts("text", 2_000)),
                new StepCase("review-tone, 100 characters", tone, reviews.texts("text", 100)),
                new StepCase("review-tone, 2,000 characters", tone, reviews.texts("text", 2_000)));
    }

    double meanBytes() {
        return bodies.stream().mapToInt(body -> body.length).average().orElseThrow();
    }
}
