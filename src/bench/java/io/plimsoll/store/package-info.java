/** What the benchmark needs of the store's own package. */
@NullMarked
package io.plimsoll.store;

import org.jspecify.annotations.NullMarked;
