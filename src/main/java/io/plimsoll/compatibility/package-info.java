/** What one contract changes for the callers of another, and whether it breaks them. */
@NullMarked
package io.plimsoll.compatibility;

import org.jspecify.annotations.NullMarked;
