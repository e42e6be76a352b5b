/** What happened, counted: cheap enough for every request. */
@NullMarked
package io.plimsoll.observe;

import org.jspecify.annotations.NullMarked;
