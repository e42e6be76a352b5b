/** Compares the service with what it is made of and with a peer, in one run; started by {@code src/bench/run}. */
@NullMarked
package io.plimsoll.bench;

import org.jspecify.annotations.NullMarked;
