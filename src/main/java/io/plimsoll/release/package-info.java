/** What should serve: the release log of each model, its changes, and the watch that follows it. */
@NullMarked
package io.plimsoll.release;

import org.jspecify.annotations.NullMarked;
