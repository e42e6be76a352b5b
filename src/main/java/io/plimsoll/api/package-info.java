/** The HTTP door: prediction handlers, the envelope of every answer, the documentation of every model. */
@NullMarked
package io.plimsoll.api;

import org.jspecify.annotations.NullMarked;
