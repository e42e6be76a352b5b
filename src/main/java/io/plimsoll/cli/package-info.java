/** The command line of the jar. */
@NullMarked
package io.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
