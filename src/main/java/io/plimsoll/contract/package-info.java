/** The contract of a model version: what callers may send, what the graph is given, what comes back. */
@NullMarked
package io.plimsoll.contract;

import org.jspecify.annotations.NullMarked;
