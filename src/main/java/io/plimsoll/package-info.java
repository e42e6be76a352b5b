/** The start of the process: the command line first, then the service. */
@NullMarked
package io.plimsoll;

import org.jspecify.annotations.NullMarked;
