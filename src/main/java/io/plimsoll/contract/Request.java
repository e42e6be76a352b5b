package io.plimsoll.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries beside the inputs of the graph.
 *
 * @param id the field that is answered as {@code request_id}
 * @param routingKey the field whose value keeps a caller on one version during a canary
 * @param context fields that the graph does not read
 */
public record Request(@Nullable String id, @Nullable String routingKey, List<Field> context) {

    /** Nothing beside the inputs. */
    public static final Request NONE = new Request(null, null, List.of());

    public Request {
        context = List.copyOf(context);
    }
}
