package io.plimsoll.contract;

/** true or false; a numeric tensor gets 1 or 0. */
public record BooleanType() implements FieldType {

    @Override
    public String spelling() {
        return "boolean";
    }
}
