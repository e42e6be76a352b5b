package io.plimsoll.prediction;

import io.plimsoll.contract.Limits;
import java.util.Objects;

/**
 * One request to one version: it owns the bytes of the body, which nobody changes once it is made.
 *
 * @param body the bytes; only the first {@code length} count
 * @param form one object, or an array of them
 * @param rows the rows of the body that this call is about
 * @param limits those in force, of which a body may break what nobody could see before it was read
 * @param caller who asks, for limits and logs
 * @param traceId 32 lower-case hexadecimal digits
 */
public record Call(
        byte[] body,
        int length,
        Form form,
        RowSelection rows,
        Limits limits,
        Deadline deadline,
        String caller,
        String traceId,
        Origin origin) {

    public Call {
        Objects.checkFromIndexSize(0, length, body.length);
    }

    /** How the body is laid out. */
    public enum Form {
        SINGLE,
        BATCH
    }

    /** Why the call is made; only a caller's calls are counted. */
    public enum Origin {
        CALLER,
        SHADOW,
        WARMUP,
        VERIFY
    }
}
