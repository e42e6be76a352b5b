package io.plimsoll.contract;

/** What a field is called where it is named as a reason for an answer: a stable code, and a sentence for people. */
public record Reason(String code, String text) {}
