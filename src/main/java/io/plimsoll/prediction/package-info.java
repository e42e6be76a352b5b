/** What a prediction is inside the service: a call, its features, the graph's outputs, an answer, a failure. */
@NullMarked
package io.plimsoll.prediction;

import org.jspecify.annotations.NullMarked;
