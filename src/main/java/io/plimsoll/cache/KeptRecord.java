package io.plimsoll.cache;

/**
 * A release record as the store had it.
 *
 * @param bytes of the record, all of them
 */
public record KeptRecord(String model, long revision, byte[] bytes) {}
