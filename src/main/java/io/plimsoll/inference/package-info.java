/** Runs graphs: an engine with lanes over ONNX Runtime, whose objects never leave this package. */
@NullMarked
package io.plimsoll.inference;

import org.jspecify.annotations.NullMarked;
