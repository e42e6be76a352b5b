/** Where model versions come from: lists and files, never what they mean. */
@NullMarked
package io.plimsoll.store;

import org.jspecify.annotations.NullMarked;
