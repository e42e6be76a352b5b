package io.plimsoll.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Compares the clock of a server with this machine's at each of its answers, whatever was asked. */
final class ServerClock implements ExecutionInterceptor {

    private final InstantSource here;
    private volatile @Nullable Duration ahead;

    ServerClock(InstantSource here) {
        this.here = here;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        // A server tells whole seconds, the one that has begun.
        told(context.httpResponse())
                .ifPresent(there -> ahead = Duration.between(here.instant(), there.plusMillis(500)));
    }

    /** What time an answer says it is. */
    static Optional<Instant> told(SdkHttpResponse answer) {
        try {
            return answer.firstMatchingHeader("Date")
                    .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                    .map(Instant::from);
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** How far the server's clock is ahead, give or take a second, or null before it told. */
    @Nullable
    Duration ahead() {
        return ahead;
    }
}
