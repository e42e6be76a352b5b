/** Between bytes and values: a request's JSON becomes features, the graph's outputs become an answer's JSON. */
@NullMarked
package io.plimsoll.codec;

import org.jspecify.annotations.NullMarked;
