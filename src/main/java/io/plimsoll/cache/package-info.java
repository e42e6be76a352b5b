/** The cache volume: versions as files that were checked, and what a process must remember when it ends. */
@NullMarked
package io.plimsoll.cache;

import org.jspecify.annotations.NullMarked;
