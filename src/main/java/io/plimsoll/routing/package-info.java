/** Which version answers: one immutable table behind one reference, and leases on what it names. */
@NullMarked
package io.plimsoll.routing;

import org.jspecify.annotations.NullMarked;
