/** Who may call, how much, and for how long. */
@NullMarked
package io.plimsoll.guard;

import org.jspecify.annotations.NullMarked;
