/** The contract as text: reads a {@code model.yaml} strictly, with all of its faults at once, and writes one. */
@NullMarked
package io.plimsoll.yaml;

import org.jspecify.annotations.NullMarked;
