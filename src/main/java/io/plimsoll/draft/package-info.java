/** Makes a first package out of a graph and a table of data: names, types and golden rows, with each guess marked. */
@NullMarked
package io.plimsoll.draft;

import org.jspecify.annotations.NullMarked;
