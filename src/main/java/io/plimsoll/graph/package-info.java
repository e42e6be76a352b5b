/** What an ONNX file holds, read from its bytes: no runtime, no generated classes, and no harm from a bad file. */
@NullMarked
package io.plimsoll.graph;

import org.jspecify.annotations.NullMarked;
