/** The life of one version: verify, load, warm, publish to traffic, retire. */
@NullMarked
package io.plimsoll.lifecycle;

import org.jspecify.annotations.NullMarked;
