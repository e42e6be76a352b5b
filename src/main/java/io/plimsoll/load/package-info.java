/** Sends requests to a running service at a constant rate, and counts what comes of them. */
@NullMarked
package io.plimsoll.load;

import org.jspecify.annotations.NullMarked;
