package io.plimsoll.load;

/** What a service answered. */
public record Reply(int status, byte[] body) {}
